package nexus.config;

/// A setting as the documentation lists it.
///
/// @param name     dotted key
/// @param variable environment variable that sets it
/// @param preset   its default, empty when there is none
/// @param allowed  what may be written
public record Key(String name, String variable, String preset, String allowed) {}
