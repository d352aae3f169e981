{{/* A value as the text of a variable. YAML's whole numbers arrive as floats, which would read 1e+06. */}}
{{- define "queue-job.text" -}}
{{- if kindIs "slice" . -}}
{{- join "," . -}}
{{- else if and (kindIs "float64" .) (eq . (floor .)) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{/* The variables of the ConfigMap, as YAML. */}}
{{- define "queue-job.variables" -}}
{{- $settings := dict "QueueName" .Values.queue.name -}}
{{- if .Values.queue.accountName }}{{ $_ := set $settings "AccountName" .Values.queue.accountName }}{{ end -}}
{{- if eq .Values.auth.type "workloadIdentity" }}{{ $_ := set $settings "AuthenticationScheme" "workload-identity" }}{{ end -}}
{{- if include "queue-job.leaseGate" . }}{{ $_ := set $settings "ReadyFile" (include "queue-job.readyFile" .) }}{{ end -}}
{{- range $name, $value := .Values.settings -}}
{{- if not (kindIs "invalid" $value) }}{{ $_ := set $settings $name $value }}{{ end -}}
{{- end -}}
{{- range $name, $value := $settings }}
StorageAccount__{{ $name }}: {{ include "queue-job.text" $value | quote }}
{{- end -}}
{{- end -}}
