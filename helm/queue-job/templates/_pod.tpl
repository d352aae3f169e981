{{/* The one pod template, whatever starts it. */}}
{{- define "queue-job.podTemplate" -}}
metadata:
  labels:
    {{- $labels := deepCopy .Values.podLabels }}
    {{- if eq .Values.auth.type "workloadIdentity" }}{{ $_ := set $labels "azure.workload.identity/use" "true" }}{{ end }}
    {{- include "queue-job.labels" (list . $labels) | nindent 4 }}
  {{- with include "queue-job.annotations" (list . .Values.podAnnotations) }}
  {{- . | nindent 2 }}
  {{- end }}
spec:
  # Required by a pod failure policy: it is the Job that replaces pods.
  restartPolicy: Never
  terminationGracePeriodSeconds: {{ include "queue-job.terminationGracePeriodSeconds" . }}
  {{- if not (kindIs "invalid" .Values.activeDeadlineSeconds) }}
  activeDeadlineSeconds: {{ int64 .Values.activeDeadlineSeconds }}
  {{- end }}
  serviceAccountName: {{ include "queue-job.serviceAccountName" . }}
  automountServiceAccountToken: {{ .Values.serviceAccount.automount }}
  enableServiceLinks: false
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .Values.containerName }}
      image: {{ include "queue-job.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- with .Values.command }}
      command:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.args }}
      args:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      envFrom:
        {{- with .Values.envFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        # Last, because the last source of a variable counts.
        - configMapRef:
            name: {{ include "queue-job.fullname" . }}
      {{- if or .Values.env (eq .Values.auth.type "connectionString") }}
      env:
        {{- if eq .Values.auth.type "connectionString" }}
        - name: StorageAccount__ConnectionString
          valueFrom:
            secretKeyRef:
              name: {{ include "queue-job.secretName" . }}
              key: {{ .Values.auth.connectionString.existingSecret.key }}
        {{- end }}
        {{- with .Values.env }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
      # What became of the message, in `kubectl describe pod`; the last log lines of a process that could not tell.
      terminationMessagePolicy: FallbackToLogsOnError
      {{- if include "queue-job.leaseGate" . }}
      # A container is not Ready before its startup probe has succeeded. Unlike a readiness probe it is not run any more after that.
      startupProbe:
        exec:
          command:
            {{- append .Values.keda.leaseGate.command (include "queue-job.readyFile" .) | toYaml | nindent 12 }}
        periodSeconds: {{ int64 .Values.keda.leaseGate.periodSeconds }}
        timeoutSeconds: {{ int64 .Values.keda.leaseGate.timeoutSeconds }}
        # More than a week: a job that waits for a message must not be killed for it.
        failureThreshold: 1000000
      {{- end }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if or .Values.tmp.enabled .Values.volumeMounts }}
      volumeMounts:
        {{- if .Values.tmp.enabled }}
        - name: tmp
          mountPath: /tmp
        {{- end }}
        {{- with .Values.volumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
  {{- if or .Values.tmp.enabled .Values.volumes }}
  volumes:
    {{- if .Values.tmp.enabled }}
    - name: tmp
      emptyDir:
        sizeLimit: {{ .Values.tmp.sizeLimit }}
        {{- with .Values.tmp.medium }}
        medium: {{ . }}
        {{- end }}
    {{- end }}
    {{- with .Values.volumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  {{- with .Values.extraPodSpec }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
