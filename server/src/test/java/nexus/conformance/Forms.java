package nexus.conformance;

/// JSON Schemas of forms.
final class Forms {
    /// A default for each primitive type.
    static final String DEFAULTS = """
            {"type":"object","properties":{
            "name":{"type":"string","description":"Name","default":"John Doe"},
            "age":{"type":"integer","description":"Age","default":30},
            "score":{"type":"number","description":"Score","default":95.5},
            "status":{"type":"string","description":"Status","enum":["active","inactive","pending"],"default":"active"},
            "verified":{"type":"boolean","description":"Verified","default":true}}}""".replace("\n", "");

    /// The five ways to offer a choice.
    static final String CHOICES = """
            {"type":"object","properties":{
            "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
            "titledSingle":{"type":"string","oneOf":[
            {"const":"value1","title":"First Option"},
            {"const":"value2","title":"Second Option"},
            {"const":"value3","title":"Third Option"}]},
            "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
            "enumNames":["Option One","Option Two","Option Three"]},
            "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
            "titledMulti":{"type":"array","items":{"anyOf":[
            {"const":"value1","title":"First Choice"},
            {"const":"value2","title":"Second Choice"},
            {"const":"value3","title":"Third Choice"}]}}}}""".replace("\n", "");

    /// A person's name and address.
    static final String PERSON = """
            {"type":"object","properties":{
            "username":{"type":"string","description":"User's response"},
            "email":{"type":"string","description":"User's email address"}},
            "required":["username","email"]}""".replace("\n", "");

    private Forms() {}

    /// One field that must be filled in.
    static String of(String field, String type) {
        return "{\"type\":\"object\",\"properties\":{\"" + field + "\":{\"type\":\"" + type + "\"}},\"required\":[\""
                + field + "\"]}";
    }
}
