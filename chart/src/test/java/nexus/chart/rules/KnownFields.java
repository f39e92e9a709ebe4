package nexus.chart.rules;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nexus.chart.testing.Json;

/// Every field is one that the kind has, and of its type: by the classes of the Kubernetes client, made as strict as
/// the
/// API server, and by the definitions of the operators' kinds.
record KnownFields() implements Rule {
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1 Pod", io.fabric8.kubernetes.api.model.Pod.class),
            Map.entry("v1 Service", io.fabric8.kubernetes.api.model.Service.class),
            Map.entry("v1 ConfigMap", io.fabric8.kubernetes.api.model.ConfigMap.class),
            Map.entry("v1 Secret", io.fabric8.kubernetes.api.model.Secret.class),
            Map.entry("v1 ServiceAccount", io.fabric8.kubernetes.api.model.ServiceAccount.class),
            Map.entry("apps/v1 Deployment", io.fabric8.kubernetes.api.model.apps.Deployment.class),
            Map.entry("rbac.authorization.k8s.io/v1 Role", io.fabric8.kubernetes.api.model.rbac.Role.class),
            Map.entry(
                    "rbac.authorization.k8s.io/v1 RoleBinding", io.fabric8.kubernetes.api.model.rbac.RoleBinding.class),
            Map.entry(
                    "rbac.authorization.k8s.io/v1 ClusterRole", io.fabric8.kubernetes.api.model.rbac.ClusterRole.class),
            Map.entry(
                    "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
                    io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding.class),
            Map.entry("batch/v1 Job", io.fabric8.kubernetes.api.model.batch.v1.Job.class),
            Map.entry("batch/v1 CronJob", io.fabric8.kubernetes.api.model.batch.v1.CronJob.class),
            Map.entry(
                    "autoscaling/v2 HorizontalPodAutoscaler",
                    io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler.class),
            Map.entry(
                    "policy/v1 PodDisruptionBudget",
                    io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget.class),
            Map.entry(
                    "networking.k8s.io/v1 NetworkPolicy",
                    io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class),
            Map.entry("networking.k8s.io/v1 Ingress", io.fabric8.kubernetes.api.model.networking.v1.Ingress.class),
            Map.entry(
                    "gateway.networking.k8s.io/v1 HTTPRoute",
                    io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute.class),
            Map.entry(
                    "monitoring.coreos.com/v1 ServiceMonitor",
                    io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor.class),
            Map.entry(
                    "monitoring.coreos.com/v1 PodMonitor",
                    io.fabric8.openshift.api.model.monitoring.v1.PodMonitor.class),
            Map.entry(
                    "monitoring.coreos.com/v1 PrometheusRule",
                    io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule.class),
            Map.entry("networking.istio.io/v1 VirtualService", io.fabric8.istio.api.networking.v1.VirtualService.class),
            Map.entry(
                    "networking.istio.io/v1 DestinationRule", io.fabric8.istio.api.networking.v1.DestinationRule.class),
            Map.entry(
                    "security.istio.io/v1 PeerAuthentication",
                    io.fabric8.istio.api.security.v1.PeerAuthentication.class),
            Map.entry(
                    "security.istio.io/v1 AuthorizationPolicy",
                    io.fabric8.istio.api.security.v1.AuthorizationPolicy.class),
            Map.entry("cert-manager.io/v1 Certificate", io.fabric8.certmanager.api.model.v1.Certificate.class));

    private static final Set<String> ABOUT_FIELDS = Set.of("additionalProperties", "type");

    private static final ObjectMapper STRICT = strict();
    /// What is wrong with an object; most are the same in many renders.
    private static final Map<String, Optional<String>> READ = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "every field is known";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var each : rendered.manifests().all()) {
            var type = TYPES.get(each.apiVersion() + " " + each.kind());
            if (type != null) {
                READ.computeIfAbsent(Json.write(each.tree().value()), text -> read(text, type))
                        .ifPresent(problem -> findings.add(each + " " + problem));
            } else if (!Schemas.knows(each)) {
                findings.add(each + " is of a kind that no check knows: " + each.apiVersion());
            }
            if (Schemas.knows(each)) {
                Schemas.check(each).stream()
                        .filter(error -> ABOUT_FIELDS.contains(error.getKeyword()))
                        .forEach(error -> findings.add(each + " " + error));
            }
        }
        return findings;
    }

    private static Optional<String> read(String text, Class<?> type) {
        try {
            STRICT.readValue(text, type);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(e.getOriginalMessage());
        }
    }

    private static ObjectMapper strict() {
        var mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new NothingElse())
                .build();
        // `value: 3000` of a variable is a number where Kubernetes wants text.
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /// The classes take unknown fields into a map; here they do not.
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return annotated.hasAnnotation(JsonAnySetter.class) ? Boolean.FALSE : super.hasAnySetter(annotated);
        }
    }
}
