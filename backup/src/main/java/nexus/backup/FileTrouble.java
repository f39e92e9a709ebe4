package nexus.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file cannot be written, in words: an exception of these says its name at most.
final class FileTrouble {
    private FileTrouble() {}

    static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "this user may not write there";
            case FileAlreadyExistsException _, NotDirectoryException _ -> "a file is there";
            case FileSystemException of when of.getReason() != null -> of.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
