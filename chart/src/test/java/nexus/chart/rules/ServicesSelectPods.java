package nexus.chart.rules;

import java.util.List;

/// 1: a Service whose selector matches no pod answers nobody.
record ServicesSelectPods() implements Rule {
    @Override
    public String name() {
        return "every Service selects pods";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var manifests = rendered.manifests();
        return manifests.kind("Service").stream()
                .filter(each -> !each.spec("type").is("ExternalName"))
                .filter(each -> each.spec("selector").isMissing()
                        || manifests.servers(each.spec("selector").texts()).isEmpty())
                .map(each -> each + " selects no pod: " + each.spec("selector").texts())
                .toList();
    }
}
