package nexus.access;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import nexus.mcp.catalog.Right;

/// Callers that a certificate names, as Kubernetes reads them: the CN of its subject is the caller, each O a group. Who
/// may issue one was checked when the connection began.
///
/// @param rights of them all, at most; grants may allow less
record Holders(Set<Right> rights, InstantSource clock) {
    /// Before the name that a certificate gives: names of the tokens file hold no colon, so nobody is taken for
    /// another.
    private static final String OF_CERTIFICATE = "cert:";

    Holders {
        rights = Set.copyOf(rights);
    }

    /// A connection may outlive the certificate with which it began.
    Verdict judge(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            var names = values(subject, "CN");
            if (names.size() != 1)
                return new Verdict.Unproved(
                        "the subject of the client certificate needs one CN, which is the name of the caller, of plain"
                                + " characters and without blanks at its ends; it has " + names.size()
                                + ": issue one with CN=NAME");
            return new Verdict.Known(
                    new Principal(OF_CERTIFICATE + names.getFirst(), rights, Set.copyOf(values(subject, "O"))));
        } catch (CertificateException e) {
            return new Verdict.Unproved("the client certificate is out of its dates: renew it, and connect anew");
        } catch (NamingException e) {
            return new Verdict.Unproved("the subject of the client certificate cannot be read: issue one with CN=NAME");
        }
    }

    /// Those that can be told from one another when they are read.
    private static List<String> values(LdapName subject, String type) throws NamingException {
        var values = new ArrayList<String>();
        for (var name : subject.getRdns()) {
            var attribute = name.toAttributes().get(type);
            if (attribute == null) continue;
            for (var value : Collections.list(attribute.getAll()))
                if (value instanceof String text && isPlain(text)) values.add(text);
        }
        return values;
    }

    private static boolean isPlain(String text) {
        return !text.isBlank() && text.equals(text.strip()) && text.chars().noneMatch(Character::isISOControl);
    }
}
