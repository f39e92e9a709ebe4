package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 13: no image floats (`latest`, or no tag), and no secret stands outside a Secret.
record NothingSecretOrFloating() implements Rule {
    private static final Pattern IMAGE =
            Pattern.compile(".*[^/]:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*|.*@sha256:[0-9a-f]{64}");
    private static final Pattern PASSWORD_IN_URI = Pattern.compile("[a-z+]+://[^/\\s:@]+:[^/\\s@]+@");
    private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(PASSWORD|PASSPHRASE|TOKEN|SECRET|MONGO_URI|SEAL_KEYS?|PRIVATE_KEY)$");

    @Override
    public String name() {
        return "no image floats and no secret is in clear";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var pod : rendered.manifests().pods()) {
            pod.allContainers().forEach(each -> container(pod, each, findings));
        }
        rendered.manifests().all().stream()
                .filter(each -> !each.kind().equals("Secret"))
                .forEach(each -> texts(each, findings));
        return findings;
    }

    private static void container(PodTemplate pod, Tree container, List<String> findings) {
        var image = container.get("image").text();
        if (!IMAGE.matcher(image).matches()) {
            findings.add(pod.owner() + " runs image '" + image + "', which may be another tomorrow");
        }
        for (var variable : container.get("env").items()) {
            var name = variable.get("name").text();
            if (SECRET_NAME.matcher(name).find()
                    && !variable.get("value").text().isEmpty()) {
                findings.add(pod.owner() + " has " + name + " in clear");
            }
        }
    }

    private static void texts(Manifest manifest, List<String> findings) {
        manifest.tree().leaves().forEach((path, value) -> {
            var text = String.valueOf(value);
            if (PASSWORD_IN_URI.matcher(text).find() || KEY.matcher(text).find()) {
                findings.add(manifest + " has a secret in " + path);
            }
        });
    }
}
