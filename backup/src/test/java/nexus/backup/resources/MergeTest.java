package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergeTest {
    private static final String META = "\"name\": \"a\", \"uid\": \"u\", \"resourceVersion\": \"7\"";

    /// @param there  in the cluster
    /// @param saved  in the run
    /// @param merged what is sent
    record Case(String claim, String there, String saved, String merged) {
        @Override
        public String toString() {
            return claim;
        }
    }

    private static String object(String kind, String metadata, String rest) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"" + kind + "\", \"metadata\": {" + metadata + "}" + rest + "}";
    }

    static Stream<Case> cases() {
        var owner =
                ", \"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"X\", \"name\": \"x\", \"uid\": \"y\"}]";
        return Stream.of(
                new Case(
                        "takes the saved contents, and the version that is there",
                        object(
                                "ConfigMap",
                                META + owner + ", \"labels\": {\"new\": \"1\"}",
                                ", \"data\": {\"a\": \"2\", \"b\": \"3\"}"),
                        object(
                                "ConfigMap",
                                "\"name\": \"a\", \"labels\": {\"old\": \"1\"}",
                                ", \"data\": {\"a\": \"1\"}"),
                        object(
                                "ConfigMap",
                                META + owner + ", \"labels\": {\"old\": \"1\"}",
                                ", \"data\": {\"a\": \"1\"}")),
                new Case(
                        "removes what was not saved",
                        object(
                                "ConfigMap",
                                META + ", \"annotations\": {\"n\": \"1\"}",
                                ", \"data\": {\"a\": \"1\"}, \"binaryData\": {\"x\": \"eA==\"}"),
                        object("ConfigMap", "\"name\": \"a\"", ", \"data\": {\"a\": \"1\"}"),
                        object("ConfigMap", META, ", \"data\": {\"a\": \"1\"}")),
                new Case(
                        "keeps the addresses and node ports of a Service",
                        object(
                                "Service",
                                META,
                                ", \"spec\": {\"type\": \"NodePort\", \"clusterIP\": \"10.0.0.1\", \"clusterIPs\": [\"10.0.0.1\"], \"ports\": [{\"port\": 80, \"protocol\": \"TCP\", \"nodePort\": 30001}, {\"port\": 81, \"protocol\": \"TCP\", \"nodePort\": 30002}]}"),
                        object(
                                "Service",
                                "\"name\": \"a\"",
                                ", \"spec\": {\"type\": \"NodePort\", \"ports\": [{\"port\": 80, \"protocol\": \"TCP\"}, {\"port\": 82, \"protocol\": \"TCP\"}]}"),
                        object(
                                "Service",
                                META,
                                ", \"spec\": {\"type\": \"NodePort\", \"clusterIP\": \"10.0.0.1\", \"clusterIPs\": [\"10.0.0.1\"], \"ports\": [{\"port\": 80, \"protocol\": \"TCP\", \"nodePort\": 30001}, {\"port\": 82, \"protocol\": \"TCP\"}]}")),
                new Case(
                        "gives no node port to a Service of another type",
                        object(
                                "Service",
                                META,
                                ", \"spec\": {\"type\": \"NodePort\", \"clusterIP\": \"10.0.0.1\", \"ports\": [{\"port\": 80, \"nodePort\": 30001}]}"),
                        object(
                                "Service",
                                "\"name\": \"a\"",
                                ", \"spec\": {\"type\": \"ClusterIP\", \"ports\": [{\"port\": 80}]}"),
                        object(
                                "Service",
                                META,
                                ", \"spec\": {\"type\": \"ClusterIP\", \"clusterIP\": \"10.0.0.1\", \"ports\": [{\"port\": 80}]}")),
                new Case(
                        "leaves a claim bound as it is",
                        object(
                                "PersistentVolumeClaim",
                                META
                                        + ", \"annotations\": {\"pv.kubernetes.io/bind-completed\": \"yes\", \"n\": \"1\"}",
                                ", \"spec\": {\"volumeName\": \"new\"}, \"status\": {\"phase\": \"Bound\"}"),
                        object(
                                "PersistentVolumeClaim",
                                "\"name\": \"a\", \"annotations\": {\"o\": \"1\"}",
                                ", \"spec\": {\"volumeName\": \"old\"}"),
                        object(
                                "PersistentVolumeClaim",
                                META
                                        + ", \"annotations\": {\"pv.kubernetes.io/bind-completed\": \"yes\", \"o\": \"1\"}",
                                ", \"spec\": {\"volumeName\": \"new\"}, \"status\": {\"phase\": \"Bound\"}")),
                new Case(
                        "offers a volume that was left to its claim again",
                        object(
                                "PersistentVolume",
                                META,
                                ", \"spec\": {\"capacity\": {\"storage\": \"1Gi\"}, \"claimRef\": {\"name\": \"c\", \"uid\": \"gone\"}}, \"status\": {\"phase\": \"Released\"}"),
                        object("PersistentVolume", "\"name\": \"a\"", ", \"spec\": {\"claimRef\": {\"name\": \"c\"}}"),
                        object(
                                "PersistentVolume",
                                META,
                                ", \"spec\": {\"capacity\": {\"storage\": \"1Gi\"}, \"claimRef\": {\"name\": \"c\"}}, \"status\": {\"phase\": \"Released\"}")),
                new Case(
                        "leaves a volume that is in use",
                        object(
                                "PersistentVolume",
                                META,
                                ", \"spec\": {\"claimRef\": {\"name\": \"c\", \"uid\": \"now\"}}, \"status\": {\"phase\": \"Bound\"}"),
                        object("PersistentVolume", "\"name\": \"a\"", ", \"spec\": {\"claimRef\": {\"name\": \"c\"}}"),
                        object(
                                "PersistentVolume",
                                META,
                                ", \"spec\": {\"claimRef\": {\"name\": \"c\", \"uid\": \"now\"}}, \"status\": {\"phase\": \"Bound\"}")),
                new Case(
                        "keeps the tokens of a service account beside the saved secrets",
                        object("ServiceAccount", META, ", \"secrets\": [{\"name\": \"a-token-x\"}]"),
                        object("ServiceAccount", "\"name\": \"a\"", ", \"secrets\": [{\"name\": \"pull\"}]"),
                        object(
                                "ServiceAccount",
                                META,
                                ", \"secrets\": [{\"name\": \"pull\"}, {\"name\": \"a-token-x\"}]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void merges(Case one) {
        var merged = Merge.of(Codec.object(one.there()), Codec.object(one.saved()));
        assertEquals(Codec.tree(Codec.object(one.merged())), Codec.tree(merged));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatIsMergedOnceStaysAsItIs(Case one) {
        var merged = Codec.object(one.merged());
        assertEquals(Codec.tree(merged), Codec.tree(Merge.of(merged, Codec.object(one.saved()))));
    }
}
