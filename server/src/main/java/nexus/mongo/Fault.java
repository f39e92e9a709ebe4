package nexus.mongo;

import java.util.Set;

/// What an error code of a server says of a write. Names as in MongoDB's error_codes.yml.
enum Fault {
    /// The server refused the command before it did anything of it.
    BEFORE_THE_WRITE(
            13 /* Unauthorized */,
            18 /* AuthenticationFailed */,
            59 /* CommandNotFound */,
            391 /* ReauthenticationRequired */,
            462 /* IngressRequestRateLimitExceeded */,
            10058 /* LegacyNotPrimary */,
            10107 /* NotWritablePrimary */,
            13435 /* NotPrimaryNoSecondaryOk */,
            13436 /* NotPrimaryOrSecondary */),

    /// The command, or the part of it that failed, is wrong and was not done.
    OF_THE_COMMAND(
            2 /* BadValue */,
            9 /* FailedToParse */,
            14 /* TypeMismatch */,
            26 /* NamespaceNotFound */,
            27 /* IndexNotFound */,
            28 /* PathNotViable */,
            40 /* ConflictingUpdateOperators */,
            48 /* NamespaceExists */,
            52 /* DollarPrefixedFieldName */,
            53 /* InvalidIdField */,
            54 /* NotSingleValueField */,
            55 /* InvalidDBRef */,
            56 /* EmptyFieldName */,
            57 /* DottedFieldName */,
            61 /* ShardKeyNotFound */,
            66 /* ImmutableField */,
            67 /* CannotCreateIndex */,
            72 /* InvalidOptions */,
            73 /* InvalidNamespace */,
            85 /* IndexOptionsConflict */,
            86 /* IndexKeySpecsConflict */,
            115 /* CommandNotSupported */,
            121 /* DocumentValidationFailure */,
            166 /* CommandNotSupportedOnView */,
            167 /* OptionNotSupportedOnView */,
            168 /* InvalidPipelineOperator */,
            197 /* InvalidIndexSpecificationOption */,
            171 /* CannotIndexParallelArrays */,
            10334 /* BSONObjectTooLarge */,
            11000 /* DuplicateKey */,
            11001 /* DuplicateKey, of an update in old servers */,
            12582 /* DuplicateKey, of a router in old servers */,
            40413 /* IDLDuplicateField */,
            40414 /* IDLFailedToParse */,
            40415 /* IDLUnknownField */),

    /// Any other: the write may have been made, or a part of it.
    OPEN;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes sets that never change
    private final Set<Integer> codes;

    Fault(Integer... codes) {
        this.codes = Set.of(codes);
    }

    static Fault of(int code) {
        if (BEFORE_THE_WRITE.codes.contains(code)) return BEFORE_THE_WRITE;
        return OF_THE_COMMAND.codes.contains(code) ? OF_THE_COMMAND : OPEN;
    }
}
