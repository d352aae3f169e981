{{/* The spec of every Job, whoever makes it. */}}
{{- define "queue-job.jobSpec" -}}
{{- if ne .Values.trigger.type "keda" }}
parallelism: {{ int64 .Values.job.parallelism }}
{{- end }}
backoffLimit: {{ int64 .Values.job.backoffLimit }}
{{- if not (kindIs "invalid" .Values.job.activeDeadlineSeconds) }}
activeDeadlineSeconds: {{ int64 .Values.job.activeDeadlineSeconds }}
{{- end }}
ttlSecondsAfterFinished: {{ int64 .Values.job.ttlSecondsAfterFinished }}
# A pod is replaced once it has ended, so that no two of a Job hold messages at once.
podReplacementPolicy: Failed
{{- if .Values.job.podFailurePolicy.enabled }}
podFailurePolicy:
  rules:
    # Evicted, preempted, its node gone: replaced, and not counted.
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget
          status: "True"
    {{- with .Values.job.podFailurePolicy.failJobExitCodes }}
    # The job decided about its message, and the queue about another attempt. All other codes count against the backoff limit.
    - action: FailJob
      onExitCodes:
        containerName: {{ $.Values.containerName }}
        operator: In
        values:
          {{- range . }}
          - {{ int64 . }}
          {{- end }}
    {{- end }}
{{- end }}
template:
  {{- include "queue-job.podTemplate" . | nindent 2 }}
{{- end -}}
