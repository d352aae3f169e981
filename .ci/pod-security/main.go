// Judges pod templates by the Pod Security Standards, with the code that the API server itself uses.
//
//	pod-security restricted < templates.json
//
// reads a JSON array of pod templates and prints one of lists of faults, an empty one for a pod that would be admitted. A field that
// no pod has ends it with an error.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: pod-security privileged|baseline|restricted < templates.json")
	}
	level, err := api.ParseLevel(os.Args[1])
	if err != nil {
		return err
	}
	var pods []corev1.PodTemplateSpec
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&pods); err != nil {
		return err
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	verdicts := make([][]string, len(pods))
	for i, pod := range pods {
		verdicts[i] = []string{}
		for _, result := range evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: api.LatestVersion()}, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				verdicts[i] = append(verdicts[i], result.ForbiddenReason+": "+result.ForbiddenDetail)
			}
		}
	}
	return json.NewEncoder(os.Stdout).Encode(verdicts)
}
