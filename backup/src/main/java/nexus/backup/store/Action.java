package nexus.backup.store;

/// What is done with a key, and the permission that the store asks for.
enum Action {
    WRITE("write", "s3:PutObject"),
    READ("read", "s3:GetObject"),
    LIST("list", "s3:ListBucket"),
    DELETE("delete", "s3:DeleteObject"),
    ABORT("give up the upload of", "s3:AbortMultipartUpload"),
    LIST_UPLOADS("list the uploads below", "s3:ListBucketMultipartUploads"),
    CLOCK("ask for the time", "s3:ListBucket");

    private final String words;
    private final String permission;

    Action(String words, String permission) {
        this.words = words;
        this.permission = permission;
    }

    String words() {
        return words;
    }

    /// Whether the permission is one on the bucket, and not on an object.
    boolean isOnBucket() {
        return this == LIST || this == LIST_UPLOADS || this == CLOCK;
    }

    String permission() {
        return permission;
    }
}
