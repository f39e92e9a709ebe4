package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// 18: templates call nothing that answers differently the next time, or that asks the cluster: an upgrade without a
/// change must change nothing, and `helm template` must make what `helm install` makes.
record TemplatesAreRepeatable() implements Rule {
    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("\\{\\{-?\\s*/\\*.*", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|`[^`]*`");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?<![\\w.$-])(rand\\w+|lookup|now|ago|uuidv4|gen\\w*(Key|Cert|CA)\\w*|shuffle|htpasswd|bcrypt|derivePassword|getHostByName|env|expandenv)(?![\\w-])");

    /// By source: most renders come from the same.
    private static final Map<String, List<String>> CALLS = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "templates make the same every time";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        rendered.templates()
                .forEach((file, source) -> CALLS.computeIfAbsent(source, TemplatesAreRepeatable::calls)
                        .forEach(each -> findings.add(file + " calls " + each)));
        return findings;
    }

    private static List<String> calls(String source) {
        return ACTION.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(each -> !COMMENT.matcher(each).matches())
                .map(each -> TEXT.matcher(each).replaceAll("\"\""))
                .flatMap(each -> FORBIDDEN.matcher(each).results())
                .map(MatchResult::group)
                .toList();
    }
}
