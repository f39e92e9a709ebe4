package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRulesTest {
    private static final String JAVASCRIPT = " runs JavaScript inside the database: leave it out";
    private static final String WRITES = " writes to a collection: leave it out";
    private static final String ELSEWHERE = " names another database: a read stays within one";

    /// @param argument `filter`, `projection`, `sort` or `pipeline`
    record Row(String argument, String json, String refusal) {}

    private static void check(String argument, String json) {
        var path = Path.of(argument);
        switch (argument) {
            case "filter" -> QueryRules.filter(Arguments.document(json, argument), path);
            case "projection" -> QueryRules.projection(Arguments.document(json, argument), path);
            case "sort" -> QueryRules.sort(Arguments.document(json, argument), path);
            default -> PipelineRules.pipeline(Arguments.array(json, argument), path);
        }
    }

    static List<Row> refused() {
        return List.of(
                new Row("filter", "{'$where':'1'}", "filter.$where: $where" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'$and':[{'$or':[{'$where':'1'}]}]}",
                        "filter.$and[0].$or[0].$where: $where" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'a':{'$elemMatch':{'$where':'1'}}}",
                        "filter.a.$elemMatch.$where: $where" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'a':{'$elemMatch':{'b':{'$where':'1'}}}}",
                        "filter.a.$elemMatch.b.$where: $where" + JAVASCRIPT),
                new Row("filter", "{'a':{'$not':{'$where':'1'}}}", "filter.a.$not.$where: $where" + JAVASCRIPT),
                new Row("filter", "{'a':{'b':1,'$where':'1'}}", "filter.a.$where: $where" + JAVASCRIPT),
                new Row("filter", "{'a':{'$eq':{'b':{'$where':'1'}}}}", "filter.a.$eq.b.$where: $where" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'a':{'$all':[{'$elemMatch':{'$function':1}}]}}",
                        "filter.a.$all[0].$elemMatch.$function: $function" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'$expr':{'$and':[{'$gt':[{'$add':[1,{'$function':{'body':'x'}}]},1]}]}}",
                        "filter.$expr.$and[0].$gt[0].$add[1].$function: $function" + JAVASCRIPT),
                new Row(
                        "filter",
                        "{'a':{'$gtt':1}}",
                        "filter.a.$gtt: $gtt is not a query operator for a field Nexus allows; did you mean $gt?"),
                new Row(
                        "filter",
                        "{'$Where':'1'}",
                        "filter.$Where: $Where is not a query operator Nexus allows: leave it out or say it with another one"),
                new Row(
                        "filter",
                        "{'$AND':[]}",
                        "filter.$AND: $AND is not a query operator Nexus allows; did you mean $and?"),
                new Row("filter", "{'$and':{}}", "filter.$and must be an array of filters"),
                new Row("filter", "{'$or':[1]}", "filter.$or[0] must be a filter, such as {\"name\": \"value\"}"),
                new Row("projection", "{'a':{'$function':1}}", "projection.a.$function: $function" + JAVASCRIPT),
                new Row(
                        "projection",
                        "{'a':{'$elemMatch':{'b':{'$where':1}}}}",
                        "projection.a.$elemMatch.b.$where: $where" + JAVASCRIPT),
                new Row("projection", "{'$a':1}", "projection.$a: a projection begins with the name of a field"),
                new Row("sort", "{'a':{'$function':1}}", "sort.a.$function: $function" + JAVASCRIPT),
                new Row("sort", "{'$a':1}", "sort.$a: a sort order begins with the name of a field"),
                new Row(
                        "pipeline",
                        "[{'$match':{'$expr':{'$function':{}}}}]",
                        "pipeline[0].$match.$expr.$function: $function" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$group':{'_id':{'$function':{}}}}]",
                        "pipeline[0].$group._id.$function: $function" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$match':{'$and':[{'$where':'1'}]}}]",
                        "pipeline[0].$match.$and[0].$where: $where" + JAVASCRIPT),
                new Row("pipeline", "[{'$out':'x'}]", "pipeline[0].$out: $out" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$match':{}},{'$facet':{'a':[{'$out':'x'}]}}]",
                        "pipeline[1].$facet.a[0].$out: $out" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$facet':{'a':[{'$facet':{'b':[{'$merge':{'into':'x'}}]}}]}}]",
                        "pipeline[0].$facet.a[0].$facet.b[0].$merge: $merge" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$lookup':{'from':'b','as':'c','pipeline':[{'$merge':'x'}]}}]",
                        "pipeline[0].$lookup.pipeline[0].$merge: $merge" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$lookup':{'from':'b','as':'c','let':{'x':{'$function':1}}}}]",
                        "pipeline[0].$lookup.let.x.$function: $function" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$lookup':{'from':{'db':'x','coll':'y'},'as':'c'}}]",
                        "pipeline[0].$lookup.from" + ELSEWHERE),
                new Row(
                        "pipeline",
                        "[{'$lookup':{'from':'b','pipeline':{}}}]",
                        "pipeline[0].$lookup.pipeline must be an array of stages"),
                new Row(
                        "pipeline",
                        "[{'$lookup':{'from':'system.users','as':'c'}}]",
                        "pipeline[0].$lookup.from: collections named system.… belong to the server and are left alone"),
                new Row("pipeline", "[{'$unionWith':{'db':'x','coll':'y'}}]", "pipeline[0].$unionWith.db" + ELSEWHERE),
                new Row(
                        "pipeline",
                        "[{'$unionWith':'system.views'}]",
                        "pipeline[0].$unionWith: collections named system.… belong to the server and are left alone"),
                new Row(
                        "pipeline",
                        "[{'$unionWith':{'coll':'y','pipeline':[{'$out':'z'}]}}]",
                        "pipeline[0].$unionWith.pipeline[0].$out: $out" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$graphLookup':{'from':'b','restrictSearchWithMatch':{'$where':'1'}}}]",
                        "pipeline[0].$graphLookup.restrictSearchWithMatch.$where: $where" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$graphLookup':{'from':{'db':'x'}}}]",
                        "pipeline[0].$graphLookup.from" + ELSEWHERE),
                new Row(
                        "pipeline",
                        "[{'$geoNear':{'query':{'$where':'1'}}}]",
                        "pipeline[0].$geoNear.query.$where: $where" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$vectorSearch':{'filter':{'$where':'1'}}}]",
                        "pipeline[0].$vectorSearch.filter.$where: $where" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$rankFusion':{'input':{'pipelines':{'a':[{'$out':'x'}]}}}}]",
                        "pipeline[0].$rankFusion.input.pipelines.a[0].$out: $out" + WRITES),
                new Row(
                        "pipeline",
                        "[{'$group':{'_id':1,'a':{'$accumulator':{}}}}]",
                        "pipeline[0].$group.a.$accumulator: $accumulator" + JAVASCRIPT),
                new Row(
                        "pipeline",
                        "[{'$currentOp':{}}]",
                        "pipeline[0].$currentOp: $currentOp shows what others are doing on the server: leave it out"),
                new Row(
                        "pipeline",
                        "[{'$changeStream':{}}]",
                        "pipeline[0].$changeStream: $changeStream keeps a stream open instead of reading: leave it out"),
                new Row(
                        "pipeline",
                        "[{'$matc':{}}]",
                        "pipeline[0].$matc: $matc is not a stage Nexus allows; did you mean $match?"),
                new Row(
                        "pipeline",
                        "[{'$OUT':'x'}]",
                        "pipeline[0].$OUT: $OUT is not a stage Nexus allows: leave it out or say it with another one"),
                new Row(
                        "pipeline",
                        "[{'a':1}]",
                        "pipeline[0].a: a is not a stage Nexus allows: leave it out or say it with another one"),
                new Row(
                        "pipeline",
                        "[{'$match':{},'$out':'x'}]",
                        "pipeline[0] must be a document with one stage, such as {\"$match\": {…}}"),
                new Row("pipeline", "[{'$match':1}]", "pipeline[0].$match must be a document"),
                new Row(
                        "pipeline",
                        "[{'$project':{'a':{'$foobarbaz':1}}}]",
                        "pipeline[0].$project.a.$foobarbaz: $foobarbaz is not an operator Nexus allows: leave it out or say it with another one"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    void refuses(Row row) {
        var refusal = assertThrows(
                Refusal.class, () -> check(row.argument(), row.json().replace('\'', '"')));
        assertEquals(row.refusal(), refusal.reason());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"$and\":[", "{\"a\":{\"$not\":", "{\"a\":[[", "{\"a\":{\"b\":"})
    void refusesAFilterOfThousandsOfLevels(String level) {
        var closing = new StringBuilder(level.replaceAll("[^\\[{]", "")).reverse();
        var ends = closing.toString().replace('[', ']').replace('{', '}');
        var json = level.repeat(2_000) + "{}" + ends.repeat(2_000);
        var refusal = assertThrows(Refusal.class, () -> check("filter", json));
        assertEquals("filter is nested deeper than 100 levels: flatten it", refusal.reason());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "filter {}",
                "filter {'a':1,'b':{'c':null},'d':[1,{'e':2}]}",
                "filter {'a':{'$gt':1,'$lte':5},'$or':[{'b':{'$in':[1,2]}},{'c':{'$exists':true}}]}",
                "filter {'a':{'$not':{'$regex':'^x','$options':'i'}}}",
                "filter {'a':{'$elemMatch':{'$gt':1,'$lt':5}}}",
                "filter {'a':{'$elemMatch':{'b':1,'$or':[{'c':1},{'c':2}]}}}",
                "filter {'a':{'$all':[{'$elemMatch':{'b':1}}]}}",
                "filter {'$text':{'$search':'coffee','$language':'en'}}",
                "filter {'a':{'$near':{'$geometry':{'type':'Point','coordinates':[1,2]},'$maxDistance':5}}}",
                "filter {'author':{'$ref':'people','$id':1,'$db':'other'}}",
                "filter {'$expr':{'$eq':['$a.b','$$ROOT.c']}}",
                "filter {'$jsonSchema':{'required':['a']}}",
                "filter {'_id':{'$oid':'507f1f77bcf86cd799439011'},'t':{'$gte':{'$date':'2026-01-31T00:00:00Z'}}}",
                "projection {'a':1,'b.c':0,'d':{'$slice':[1,2]},'e':{'$elemMatch':{'f':1}},'g':'$h'}",
                "projection {'score':{'$meta':'textScore'}}",
                "sort {'a':1,'b':-1,'$natural':1}",
                "pipeline []",
                "pipeline [{'$match':{'a':1}},{'$group':{'_id':'$a','n':{'$sum':1},'l':{'$push':'$$ROOT'}}}]",
                "pipeline [{'$project':{'a':{'$literal':{'$out':1,'$function':'x'}}}}]",
                "pipeline [{'$project':{'a':'$out','b':'$where','c':'$$NOW'}}]",
                "pipeline [{'$lookup':{'from':'b','let':{'x':'$a'},'pipeline':[{'$match':{'$expr':{'$eq':['$y','$$x']}}}],'as':'c'}}]",
                "pipeline [{'$unionWith':'b'},{'$unionWith':{'coll':'c','pipeline':[{'$count':'n'}]}}]",
                "pipeline [{'$setWindowFields':{'sortBy':{'a':1},'output':{'r':{'$rank':{}},'s':{'$sum':'$a','window':{'documents':[-1,0]}}}}}]",
                "pipeline [{'$facet':{'a':[{'$sortByCount':'$x'}],'b':[{'$bucketAuto':{'groupBy':'$y','buckets':4}}]}}]",
                "pipeline [{'$documents':[{'a':1}]},{'$unwind':'$a'},{'$replaceWith':{'$mergeObjects':['$a',{'b':1}]}}]",
                "pipeline [{'$graphLookup':{'from':'b','startWith':'$a','connectFromField':'c','connectToField':'d','as':'e','restrictSearchWithMatch':{'f':1}}}]",
                "pipeline [{'$search':{'text':{'query':'$out','path':'a'}}},{'$limit':5}]",
                "pipeline [{'$redact':{'$cond':[{'$eq':['$a',1]},'$$DESCEND','$$PRUNE']}}]",
            })
    void allows(String row) {
        int space = row.indexOf(' ');
        var argument = row.substring(0, space);
        assertDoesNotThrow(() -> check(argument, row.substring(space + 1).replace('\'', '"')));
    }

    @Test
    void refusesDeepNestingWithoutEndingTheThread() {
        for (int depth : new int[] {101, 2_000, 1_000_000}) {
            var json = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            var refusal = assertThrows(Refusal.class, () -> check("filter", json));
            assertEquals("filter is nested deeper than 100 levels: flatten it", refusal.reason());
        }
        assertThrows(Refusal.class, () -> check("filter", "{'\"':" + "[".repeat(1_000_000)));
    }

    @Test
    void refusesMoreThanAHundredStages() {
        var stages = "[" + "{\"$limit\":1},".repeat(100) + "{\"$limit\":1}]";
        var refusal = assertThrows(Refusal.class, () -> check("pipeline", stages));
        assertEquals("pipeline has 101 stages: 100 are allowed", refusal.reason());
    }
}
