package nexus.tunnel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.config.Section;

/// Reads who we are: to the bastion, and to the jump hosts where that differs.
///
/// @param jumpKeys the login of jump hosts but for the user
record LoginReader(Settings.Login bastion, Settings.Login jumpKeys) {
    static LoginReader read(Section ssh, boolean isWanted) {
        var user = ssh.textIfSet("user", "a user name on the bastion");
        if (isWanted && user.isEmpty())
            ssh.problem("user", "it is needed", "a user name on the bastion", "user: nexus");
        var key = ssh.fileIfSet("key-file");
        var knownHosts = ssh.fileIfSet("known-hosts-file");
        Stream.of("key-file", "known-hosts-file")
                .filter(name -> isWanted && !ssh.isSet(name, ""))
                .forEach(name -> ssh.problem(
                        name, "it is needed", "the path of a readable file", name + ": /etc/nexus/ssh/" + name));
        var bastion = new Settings.Login(
                user.orElse(""),
                key.orElse(Path.of("")),
                ssh.fileIfSet("key-passphrase-file"),
                certificate(ssh, "certificate-file", key),
                knownHosts.orElse(Path.of("")));
        return new LoginReader(bastion, jumps(ssh, bastion));
    }

    private static Settings.Login jumps(Section ssh, Settings.Login bastion) {
        var key = ssh.fileIfSet("jump-key-file");
        var passphrase = ssh.fileIfSet("jump-key-passphrase-file");
        var certificate = certificate(ssh, "jump-certificate-file", key);
        if (key.isEmpty()) {
            Stream.of("jump-key-passphrase-file", "jump-certificate-file")
                    .filter(name -> ssh.isSet(name, ""))
                    .forEach(name -> ssh.problem(
                            name,
                            "it belongs to ssh.jump-key-file, which is not set",
                            "only beside ssh.jump-key-file",
                            "jump-key-file: /etc/nexus/ssh/jump-key"));
            return bastion;
        }
        return new Settings.Login(bastion.user(), key.get(), passphrase, certificate, bastion.knownHostsFile());
    }

    /// As OpenSSH does: the certificate of a key may simply lie beside it.
    private static Optional<Path> certificate(Section ssh, String name, Optional<Path> key) {
        return ssh.fileIfSet(name)
                .or(() -> key.map(file -> file.resolveSibling(file.getFileName() + "-cert.pub"))
                        .filter(Files::isReadable));
    }

    /// @param user of this jump host, if it is not that of the bastion
    Settings.Login jump(Optional<String> user) {
        return new Settings.Login(
                user.orElse(jumpKeys.user()),
                jumpKeys.keyFile(),
                jumpKeys.passphraseFile(),
                jumpKeys.certificateFile(),
                jumpKeys.knownHostsFile());
    }
}
