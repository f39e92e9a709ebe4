package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every field that must be there is, and values are possible ones: enums, quantities, durations, ports.
record FieldsFit() implements Rule {
    private static final Set<String> ABOUT_NAMES = Set.of("additionalProperties", "type");

    @Override
    public String name() {
        return "no required field is missing and every value is possible";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        rendered.manifests().all().stream()
                .filter(Schemas::knows)
                .forEach(manifest -> Schemas.check(manifest).stream()
                        .filter(each -> !ABOUT_NAMES.contains(each.getKeyword()))
                        .forEach(each -> findings.add(manifest + " " + each)));
        return findings;
    }
}
