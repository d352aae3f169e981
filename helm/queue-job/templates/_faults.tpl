{{/* What cannot work, a line each: everything at once, each with the value's name and the way out, and never a secret. */}}
{{- define "queue-job.faults" -}}
{{- include "queue-job.imageFaults" . }}
{{- include "queue-job.queueFaults" . }}
{{- include "queue-job.authFaults" . }}
{{- include "queue-job.triggerFaults" . }}
{{- include "queue-job.podFaults" . }}
{{- include "queue-job.alertFaults" . }}
{{- include "queue-job.durationFaults" . }}
{{- if .Values.timers.enforce }}{{ include "queue-job.timerFaults" . }}{{ end }}
{{- end -}}

{{- define "queue-job.imageFaults" -}}
{{- with .Values.image }}
{{- if not .repository }}
- image.repository is missing. Write the image of your job with its registry, such as registry.example.com/guardians.
{{- end }}
{{- if not (or .tag .digest) }}
- image.tag is missing, and so is image.digest. Write one of them; a digest always means the same image.
{{- end }}
{{- if and .digest (not (regexMatch `^sha256:[0-9a-f]{64}$` .digest)) }}
- image.digest {{ .digest | quote }} is not a digest. Write sha256: and 64 hexadecimal digits.
{{- end }}
{{- end }}
{{- end -}}

{{- define "queue-job.queueFaults" -}}
{{- $settings := .Values.settings -}}
{{- $rule := "Azure wants 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit first and last." -}}
{{- $queue := .Values.queue.name -}}
{{- if not $queue }}
- queue.name is missing. Write the name of the queue to receive from.
{{- else if not (include "queue-job.isQueueName" $queue) }}
- queue.name {{ $queue | quote }} is not a queue's name. {{ $rule }}
{{- else }}
{{- $poison := include "queue-job.poisonQueueName" . }}
{{- if not (include "queue-job.isQueueName" $poison) }}
- settings.PoisonQueueSuffix makes the poison queue's name {{ $poison | quote }}. {{ $rule }}
{{- end }}
{{- end }}
{{- range $setting, $value := dict "QueueName" "queue.name" "AccountName" "queue.accountName" "ConnectionString" "auth.connectionString" }}
{{- if hasKey $settings $setting }}
- settings.{{ $setting }} is not given here, because KEDA needs it as well. Write {{ $value }}.
{{- end }}
{{- end }}
{{- if and $settings.PoisonQueueSuffix $settings.PoisenQueueSuffix }}
- settings.PoisonQueueSuffix is given beside settings.PoisenQueueSuffix, which means the same. Remove one of them.
{{- end }}
{{- with .Values.queue.accountName }}
{{- if not (regexMatch `^[a-z0-9]{3,24}$` .) }}
- queue.accountName {{ . | quote }} is not a storage account's name. Azure wants 3 to 24 lower-case letters and digits.
{{- end }}
{{- end }}
{{- end -}}

{{- define "queue-job.isQueueName" -}}
{{- if and (regexMatch `^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$` .) (not (contains "--" .)) }}true{{ end -}}
{{- end -}}

{{- define "queue-job.authFaults" -}}
{{- $given := list -}}
{{- with .Values.auth.connectionString -}}
{{- if .value }}{{ $given = append $given "value" }}{{ end -}}
{{- if .existingSecret.name }}{{ $given = append $given "existingSecret.name" }}{{ end -}}
{{- if .externalSecret.enabled }}{{ $given = append $given "externalSecret.enabled" }}{{ end -}}
{{- end -}}
{{- if eq .Values.auth.type "workloadIdentity" }}
{{- if $given }}
- auth.connectionString.{{ first $given }} is given beside auth.type workloadIdentity, so it is unclear which one counts. Remove one of them.
{{- end }}
{{- if not .Values.queue.accountName }}
- queue.accountName is missing. Signing in with an identity needs the storage account whose queue to use.
{{- end }}
{{- $annotations := merge (dict) .Values.serviceAccount.annotations .Values.commonAnnotations }}
{{- if and .Values.serviceAccount.create (not .Values.auth.workloadIdentity.clientId) (not (hasKey $annotations "azure.workload.identity/client-id")) }}
- auth.workloadIdentity.clientId is missing. Write the client id of the identity that the pods sign in with.
{{- end }}
{{- else }}
{{- if not $given }}
- auth has no way to sign in. Write auth.connectionString.existingSecret.name, or auth.type workloadIdentity.
{{- else if gt (len $given) 1 }}
- auth.connectionString has {{ join " and " $given }}, so it is unclear which one counts. Keep one of them.
{{- end }}
{{- if hasKey .Values.settings "AuthenticationScheme" }}
- settings.AuthenticationScheme is given beside a connection string. Write auth.type workloadIdentity, or remove it.
{{- end }}
{{- with .Values.auth.connectionString }}
{{- if regexMatch `(?i)UseDevelopmentStorage` .value }}
- auth.connectionString.value is UseDevelopmentStorage=true, which means the pod itself, and which KEDA cannot read. Write a connection string with the QueueEndpoint of Azurite's service.
{{- else if and .value (not (regexMatch `(?i)(AccountName|QueueEndpoint)=` .value)) }}
- auth.connectionString.value is no connection string: it has neither AccountName nor QueueEndpoint. Copy it whole from the storage account's access keys.
{{- end }}
{{- if .externalSecret.enabled }}
{{- if not .externalSecret.secretStoreRef.name }}
- auth.connectionString.externalSecret.secretStoreRef.name is missing. Write the SecretStore to read from.
{{- end }}
{{- if not .externalSecret.remoteRef.key }}
- auth.connectionString.externalSecret.remoteRef.key is missing. Write what the secret is called in the store.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "queue-job.triggerFaults" -}}
{{- if and (eq .Values.trigger.type "cronJob") (not .Values.cronJob.schedule) }}
- cronJob.schedule is missing. Write when to start a pod, such as "*/5 * * * *".
{{- end }}
{{- if eq .Values.trigger.type "keda" }}
{{- $most := include "queue-job.text" (.Values.settings.MaxMessages | default 1) | lower }}
{{- if and (ne $most "infinity") (gt (int64 .Values.keda.queueLength) (int64 $most)) }}
- keda.queueLength ({{ .Values.keda.queueLength }}) is more than a pod takes, so that messages would wait. Write at most settings.MaxMessages ({{ $most }}), or raise that.
{{- end }}
{{- if and .Values.keda.leaseGate.enabled (eq .Values.keda.preset "inFlight") }}
- keda.leaseGate.enabled has no effect with keda.preset inFlight, which does not count pods that are starting. Remove it, or write keda.preset accurate.
{{- end }}
{{- end }}
{{- $codes := list }}
{{- range .Values.job.podFailurePolicy.failJobExitCodes }}{{ $codes = append $codes (printf "%03d" (int64 .)) }}{{ end }}
{{- if ne ($codes | join ",") ($codes | sortAlpha | join ",") }}
- job.podFailurePolicy.failJobExitCodes are not in ascending order, which Kubernetes wants. Sort them.
{{- end }}
{{- end -}}

{{- define "queue-job.podFaults" -}}
{{- range .Values.env }}
{{- if regexMatch `(?i)^StorageAccount__` .name }}
- env has {{ .name }}, which is the chart's to set. Write it in settings, or in queue and auth.
{{- end }}
{{- end }}
{{- if .Values.tmp.enabled }}
{{- range .Values.volumes }}
{{- if eq .name "tmp" }}
- volumes has one named tmp, as the chart's own is. Name it otherwise, or write tmp.enabled false.
{{- end }}
{{- end }}
{{- else if and (include "queue-job.leaseGate" .) (not .Values.settings.ReadyFile) }}
- keda.leaseGate.enabled needs a directory that can be written to. Write tmp.enabled true, or settings.ReadyFile in a volume of yours.
{{- end }}
{{- $spec := include "queue-job.podTemplate" (mustMergeOverwrite (deepCopy .) (dict "Values" (dict "extraPodSpec" nil))) | fromYaml }}
{{- range $field, $_ := .Values.extraPodSpec }}
{{- if hasKey $spec.spec $field }}
- extraPodSpec.{{ $field }} is the chart's to set. Write it in the value that is there for it.
{{- end }}
{{- end }}
{{- end -}}

{{- define "queue-job.alertFaults" -}}
{{- if .Values.prometheusRule.enabled }}
{{- if not (include "queue-job.alerts" . | fromYamlArray) }}
- prometheusRule has no alert that is enabled for trigger.type {{ .Values.trigger.type }}. Enable one, or write prometheusRule.enabled false.
{{- end }}
{{- end }}
{{- end -}}

{{/* Bounds are the library's; what has none but zero is only read. */}}
{{- define "queue-job.durationFaults" -}}
{{- $forms := "Write a number of seconds, 30s, 10m, PT10M or 00:10:00" -}}
{{- $week := 604800000 -}}
{{- $bounds := dict
  "VisibilityTimeout" (dict "least" 1000 "most" $week "text" "1s to 7d" "whole" true)
  "ShutdownGracePeriod" (dict "least" 0 "most" $week "text" "0s to 7d")
  "ExecutionTimeout" (dict "least" 1 "most" $week "text" "1ms to 7d" "word" "none")
  "MaxRunTime" (dict "least" 1000 "most" 2073600000 "text" "1s to 24d" "word" "none")
  "IdleTimeout" (dict "least" 0 "most" $week "text" "0s to 7d")
  "SingletonWait" (dict "least" 0 "most" $week "text" "0s to 7d")
  "PoisonTimeToLive" (dict "least" 1000 "most" 864000000000 "text" "1s to 10000d" "word" "never" "whole" true)
-}}
{{- range $name, $value := .Values.settings }}
{{- with get $bounds $name }}
{{- $or := "" }}
{{- with .word }}{{ $or = printf ", or %s" . }}{{ end }}
{{- if and (not (kindIs "invalid" $value)) (ne (toString $value | lower) (.word | default "")) }}
{{- $length := include "queue-job.milliseconds" $value }}
{{- if not $length }}
- settings.{{ $name }} {{ toString $value | quote }} is not a duration. {{ $forms }}{{ $or }}.
{{- else if or (lt (int64 $length) (int64 .least)) (gt (int64 $length) (int64 .most)) }}
- settings.{{ $name }} ({{ include "queue-job.text" $value }}) is out of bounds. Write {{ .text }}{{ $or }}.
{{- else if and .whole (mod (int64 $length) 1000) }}
- settings.{{ $name }} ({{ include "queue-job.text" $value }}) is not a whole number of seconds, which is as finely as Azure counts.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
