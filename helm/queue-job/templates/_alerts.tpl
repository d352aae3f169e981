{{/* The keys of the alerts that there are, as a YAML list. */}}
{{- define "queue-job.alerts" -}}
{{- $ofKeda := list "messagesWait" "queueStalled" "scalerErrors" -}}
{{- $keys := list -}}
{{- range $key, $alert := .Values.prometheusRule.alerts -}}
{{- if and $alert.enabled (or (eq $.Values.trigger.type "keda") (not (has $key $ofKeda))) -}}
{{- $keys = append $keys $key -}}
{{- end -}}
{{- end -}}
{{- toYaml $keys -}}
{{- end -}}

{{/*
One alert each, as YAML: its expression, and what a person reads at three in the morning: what it means, that nothing is lost, what to
do first. Each takes a dict of the root and the alert's values.
*/}}
{{- define "queue-job.alert.messagesPoisoned" -}}
expr: |-
  {{- include "queue-job.deliveriesWithin" (list .root "poisoned" .alert.within) | nindent 2 }} >= {{ int64 .alert.atLeast }}
summary: >-
  Messages of {{ .root.Values.queue.name }} given up within {{ .alert.within }}: {{ `{{ $value | printf "%.0f" }}` }}.
description: >-
  No attempt is left for them, or none can succeed. They lie in {{ include "queue-job.poisonQueueName" .root }} until somebody acts:
  this alert ends by itself, they stay. First: queue-job poison list, which groups them by reason. Once the cause is mended: queue-job
  poison redrive.
{{- end -}}

{{- define "queue-job.alert.podsFail" -}}
{{- $matchers := printf `namespace=%q,job_name=~%q,reason=~"BackoffLimitExceeded|DeadlineExceeded"` .root.Release.Namespace (include "queue-job.jobNames" .root) -}}
{{- $failed := printf `max by (namespace, job_name) (kube_job_status_failed{%s}` $matchers -}}
expr: |-
  count(
    {{ $failed }}) == 1
    unless {{ $failed }} offset {{ .alert.within }}) == 1
  ) >= {{ int64 .alert.atLeast }}
summary: >-
  Jobs of {{ include "queue-job.fullname" .root }} that failed without a decision about a message within {{ .alert.within }}: {{ `{{ $value }}` }}.
description: >-
  Their pods ended before they could settle anything: a wrong setting (exit code 20), no access to the queue (21), a crash, no memory
  (137), or a deadline. Messages wait and are safe. First: kubectl describe pod -n {{ .root.Release.Namespace }}
  -l app.kubernetes.io/instance={{ .root.Release.Name }}, whose termination messages name the cause. If something was deployed just
  before: helm rollback {{ .root.Release.Name }} -n {{ .root.Release.Namespace }}.
{{- end -}}

{{- define "queue-job.alert.leasesLost" -}}
expr: |-
  {{- include "queue-job.deliveriesWithin" (list .root "lease-lost" .alert.within) | nindent 2 }} >= {{ int64 .alert.atLeast }}
summary: >-
  Deliveries of {{ .root.Values.queue.name }} that lost their lease within {{ .alert.within }}: {{ `{{ $value | printf "%.0f" }}` }}.
description: >-
  Another pod was given the message while the first was at work on it, so work is done twice. Pods stand still (CPU limits, suspended
  nodes), or storage is out of reach for longer than a lease. First: the pods' logs, and kubectl top pod -n
  {{ .root.Release.Namespace }}. A longer settings.VisibilityTimeout gives time.
{{- end -}}

{{- define "queue-job.alert.messagesWait" -}}
expr: |-
  histogram_quantile(0.9, sum by (le) (
    rate(queue_job_queue_latency_seconds_bucket{ {{- include "queue-job.matchers" (list .root `queue_job_redelivered="false"`) -}} }[{{ .alert.within }}])
  )) > {{ int64 .alert.longerThanSeconds }}
summary: >-
  One in ten messages of {{ .root.Values.queue.name }} waits longer than {{ `{{ $value | humanizeDuration }}` }} for its pod.
description: >-
  More come in than {{ int64 .root.Values.keda.maxReplicaCount }} pods work off, or pods start late. Nothing is lost. First: kubectl get
  job,pod -n {{ .root.Release.Namespace }}. Where all of them run, raise keda.maxReplicaCount, or look why the work takes longer than it
  did; where they are Pending, the nodes have no room.
{{- end -}}

{{- define "queue-job.alert.queueStalled" -}}
{{- $namespace := printf "namespace=%q" .root.Release.Namespace -}}
{{- $jobs := include "queue-job.jobNames" .root -}}
expr: |-
  max(
    {{- include "queue-job.ofKeda" (list .root "scaledObject" "keda_scaler_metrics_value{%s}") | nindent 4 }}
  ) > 0
  unless max(max_over_time(kube_pod_status_phase{ {{- $namespace }},pod=~"{{ $jobs }}-[a-z0-9]{5}",phase="Running"}[5m])) > 0
  unless max(kube_job_status_completion_time{ {{- $namespace }},job_name=~"{{ $jobs }}"}) > time() - 300
for: {{ .alert.within }}
summary: >-
  Messages wait in {{ .root.Values.queue.name }}, and no pod has worked on one for {{ .alert.within }}.
description: >-
  KEDA sees messages, but nothing runs: the ScaledJob is paused, its Jobs cannot be made (quota, policy), or their pods cannot start
  (image, room on the nodes). Messages are safe. First: kubectl describe scaledjob {{ include "queue-job.fullname" .root }} -n
  {{ .root.Release.Namespace }}, then kubectl get job,pod -n {{ .root.Release.Namespace }}.
{{- end -}}

{{- define "queue-job.alert.scalerErrors" -}}
{{- $errors := printf "increase(%%s{%%%%s}[%s])" .alert.within -}}
expr: |-
  max(
    {{- include "queue-job.ofKeda" (list .root "scaledObject" (printf $errors "keda_scaler_detail_errors_total")) | nindent 4 }}
    or {{ include "queue-job.ofKeda" (list .root "scaledJob" (printf $errors "keda_scaled_job_errors_total")) | indent 4 | trim }}
  ) >= {{ int64 .alert.atLeast }}
summary: >-
  KEDA's failures to look at {{ .root.Values.queue.name }} or to start Jobs within {{ .alert.within }}: {{ `{{ $value | printf "%.0f" }}` }}.
description: >-
  While it does, no pod starts. Messages wait and are safe. First: kubectl describe scaledjob
  {{ include "queue-job.fullname" .root }} -n {{ .root.Release.Namespace }}. 403 or AADSTS: KEDA's identity, which needs Storage Queue
  Data Reader. 404: the queue is missing. A timeout: the network between KEDA and storage.
{{- end -}}
