package nexus.chart.rules;

import java.util.List;
import java.util.Optional;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Tree;

/// The objects that change a workload's replicas.
final class Scalers {
    private Scalers() {}

    static List<Manifest> of(Manifests manifests) {
        return manifests.kind("HorizontalPodAutoscaler", "ScaledObject");
    }

    static Optional<Manifest> target(Manifest scaler, Manifests manifests) {
        var target = scaler.spec("scaleTargetRef");
        var kind = target.has("kind") ? target.get("kind").text() : "Deployment";
        return manifests.kind(kind).stream()
                .filter(each -> target.get("name").is(each.name()))
                .findFirst();
    }

    static Tree minimum(Manifest scaler) {
        return scaler.kind().equals("ScaledObject") ? scaler.spec("minReplicaCount") : scaler.spec("minReplicas");
    }
}
