package nexus.backup.store;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Turns what the client throws into one sentence: what was tried, on what, and what to do.
final class Failures {
    private static final int LONGEST_QUOTE = 200;
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired");
    private static final Set<String> WRONG_KEYS =
            Set.of("SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidToken", "InvalidClientTokenId");
    private static final Set<String> DAMAGED =
            Set.of("BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody");
    private static final Set<String> ELSEWHERE = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private static final Set<String> UNNAMED = Set.of("BadRequest", "Forbidden");
    private static final String OR_KEYS = "; wrong keys look the same here: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY";

    private final Settings settings;

    Failures(Settings settings) {
        this.settings = settings;
    }

    /// Where everything lies, in words.
    String place() {
        return "bucket " + settings.bucket()
                + settings.endpoint().map(uri -> " at " + uri).orElse(" in " + settings.region());
    }

    StoreException of(Action action, String key, SdkException e) {
        var sentence = e instanceof AwsServiceException answer
                ? answered(action, key, answer) + quoted(answer)
                : Unanswered.words(e, settings);
        var what = key.isEmpty() ? action.words() : action.words() + " " + key;
        return new StoreException("cannot " + what + " in " + place() + ": " + sentence, e);
    }

    private String answered(Action action, String key, AwsServiceException e) {
        return ofCredentials(e).or(() -> ofOtherNames(e)).orElseGet(() -> ofStatus(action, key, e));
    }

    private static Optional<String> ofCredentials(AwsServiceException e) {
        if (isExpired(e))
            return Optional.of(
                    "the credentials have expired, and looking for them again has brought no others; give the"
                            + " job a role or a web identity token that is renewed, or new keys");
        if (WRONG_KEYS.contains(code(e)))
            return Optional.of("it refuses the credentials; look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and"
                    + " AWS_SESSION_TOKEN, or at whatever takes their place");
        return Optional.empty();
    }

    private Optional<String> ofOtherNames(AwsServiceException e) {
        if (ELSEWHERE.contains(code(e)) || e.statusCode() == 301)
            return Optional.of(
                    "the bucket is not in region " + settings.region() + "; set backup.store.region" + region(e));
        if (code(e).equals("RequestTimeTooSkewed"))
            return Optional.of("the clock of this machine is too far from the store's; set it");
        if (isDamagedOnTheWay(e))
            return Optional.of(
                    "what arrived was not what was sent, " + e.numAttempts() + " times; look at what lies between");
        return Optional.empty();
    }

    private String ofStatus(Action action, String key, AwsServiceException e) {
        return switch (e.statusCode()) {
            case 403 -> refused(action, key) + (isUnnamed(e) ? OR_KEYS : "");
            case 404 -> missing(key, e);
            case 412 -> "it has changed meanwhile";
            case 501 -> "the store does not know how to do that; " + simpler();
            case 429, 500, 502, 503, 504 ->
                "it kept answering " + e.statusCode() + ", " + e.numAttempts()
                        + " times; look at the store, and try again";
            default -> "it answered " + e.statusCode();
        };
    }

    private String refused(Action action, String key) {
        var object = action.isOnBucket() ? "" : "/" + key;
        var hidden = action == Action.READ ? " (where it is not there, s3:ListBucket is what is missing)" : "";
        return "it is not allowed; grant " + action.permission() + " on arn:aws:s3:::" + settings.bucket() + object
                + hidden + ", and the use of the key where the bucket is encrypted with one";
    }

    private static String missing(String key, AwsServiceException e) {
        return switch (code(e)) {
            case "NoSuchBucket" -> "there is no such bucket; make it, or set backup.store.bucket";
            case "NoSuchUpload" -> "somebody gave up this upload; begin again";
            default ->
                key.isEmpty() ? "there is no such bucket; make it, or set backup.store.bucket" : "there is no " + key;
        };
    }

    private String simpler() {
        return settings.sse() == Settings.Sse.NONE
                ? "backup.store.checksums: none asks less of it"
                : "set backup.store.sse: none unless it should encrypt";
    }

    private static String region(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .map(region -> " to " + region)
                .orElse("");
    }

    /// Whether other credentials of the same origin may do. An answer to HEAD has no body that could say so.
    static boolean isExpired(SdkException e) {
        return e instanceof AwsServiceException answer
                && (EXPIRED.contains(code(answer)) || (answer.statusCode() == 400 && isUnnamed(answer)));
    }

    /// Whether nothing but its status tells what it is.
    private static boolean isUnnamed(AwsServiceException e) {
        return code(e).isEmpty() || code(e).startsWith(Integer.toString(e.statusCode())) || UNNAMED.contains(code(e));
    }

    /// Whether what arrived is not what was sent.
    static boolean isDamagedOnTheWay(Throwable e) {
        return e instanceof AwsServiceException answer && DAMAGED.contains(code(answer));
    }

    /// Whether there is no object of that name.
    static boolean isMissing(SdkException e) {
        return e instanceof AwsServiceException answer
                && answer.statusCode() == 404
                && !code(answer).equals("NoSuchBucket");
    }

    /// Whether a condition of the request does not hold, or cannot be told yet because of somebody else's request.
    static boolean isOvertaken(SdkException e) {
        return hasStatus(e, 412) || hasStatus(e, 409);
    }

    /// Whether a condition of the request does not hold.
    static boolean isRefusedCondition(SdkException e) {
        return hasStatus(e, 412);
    }

    /// Whether the store says that it cannot do such a thing.
    static boolean isUnknown(StoreException e) {
        return e.getCause() instanceof SdkException cause && hasStatus(cause, 501);
    }

    private static boolean hasStatus(SdkException e, int status) {
        return e instanceof AwsServiceException answer && answer.statusCode() == status;
    }

    static String code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }

    private static String quoted(AwsServiceException e) {
        var words = Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("");
        var both = (code(e) + " " + words).strip();
        if (both.isEmpty()) return "";
        return " (" + (both.length() > LONGEST_QUOTE ? both.substring(0, LONGEST_QUOTE) + "…" : both) + ")";
    }
}
