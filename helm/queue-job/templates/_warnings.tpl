{{/* What works, and may still be a surprise; a line each. */}}
{{- define "queue-job.warnings" -}}
{{- $settings := .Values.settings -}}
{{- $keda := .Values.keda -}}
{{- if and (eq .Values.auth.type "connectionString") .Values.auth.connectionString.value }}
- The connection string lies in the values of the release, where whoever may read its Secrets finds it. An existing Secret, an ExternalSecret or workload identity keeps it out.
{{- end }}
{{- if eq .Values.trigger.type "keda" }}
{{- if and (eq $keda.preset "accurate") (gt (int64 $keda.maxReplicaCount) 32) }}
- keda.maxReplicaCount is over 32: from 32 visible messages on KEDA counts those being worked on as well, and may start some pods that find nothing.
{{- end }}
{{- if eq $keda.preset "inFlight" }}
{{- $delay := $settings.RetryDelay | default "0" | toString }}
{{- if ne (include "queue-job.milliseconds" $delay) "0" }}
- settings.RetryDelay with keda.preset inFlight: a message that waits for its retry starts a pod at every look at the queue, which finds nothing.
{{- end }}
{{- end }}
{{- if eq $keda.rollout.strategy "immediate" }}
- keda.rollout.strategy immediate: every upgrade deletes the Jobs that are running.
{{- end }}
{{- end }}
{{- if and (eq .Values.trigger.type "cronJob") (eq (toString ($settings.MaxMessages | default 1)) "1") }}
- A pod takes one message each time. settings.MaxMessages Infinity lets it empty the queue.
{{- end }}
{{- if and (or .Values.activeDeadlineSeconds .Values.job.activeDeadlineSeconds) (not (include "queue-job.timers" . | fromJson).ExecutionTimeout) }}
- A deadline without settings.ExecutionTimeout: work that takes too long is ended from outside each time, as by SIGTERM, and never counts as failed before MaxDequeueCount.
{{- end }}
{{- $variables := list -}}
{{- range .Values.env }}{{ $variables = append $variables .name }}{{ end -}}
{{- $sent := or .Values.envFrom (has "OTEL_EXPORTER_OTLP_ENDPOINT" $variables) (has "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" $variables) }}
{{- if and (or .Values.prometheusRule.enabled .Values.dashboard.enabled) (not $sent) }}
- env has no OTEL_EXPORTER_OTLP_ENDPOINT: unless the image sends metrics all the same, alerts about poisoned messages, lost leases and latency never fire, and most panels stay empty.
{{- end }}
{{- if not .Values.timers.enforce }}
{{- include "queue-job.timerFaults" . }}
{{- end }}
{{- end -}}
