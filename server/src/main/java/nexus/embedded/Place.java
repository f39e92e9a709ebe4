package nexus.embedded;

import java.util.List;

/// A city where customers live.
///
/// @param longitude in degrees, as GeoJSON puts it first
record Place(String city, String country, double longitude, double latitude) {
    static final List<Place> ALL = List.of(
            new Place("Berlin", "DE", 13.405, 52.52),
            new Place("Hamburg", "DE", 9.993, 53.551),
            new Place("München", "DE", 11.582, 48.135),
            new Place("Paris", "FR", 2.352, 48.857),
            new Place("Lyon", "FR", 4.835, 45.764),
            new Place("London", "GB", -0.128, 51.507),
            new Place("Leeds", "GB", -1.549, 53.801),
            new Place("Madrid", "ES", -3.704, 40.417),
            new Place("Málaga", "ES", -4.421, 36.721),
            new Place("Milano", "IT", 9.19, 45.464),
            new Place("Amsterdam", "NL", 4.904, 52.368),
            new Place("Zürich", "CH", 8.541, 47.377),
            new Place("Kraków", "PL", 19.945, 50.065),
            new Place("Toronto", "CA", -79.383, 43.653),
            new Place("São Paulo", "BR", -46.634, -23.55),
            new Place("東京", "JP", 139.692, 35.69));
}
