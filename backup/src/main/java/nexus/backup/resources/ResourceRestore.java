package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nexus.backup.run.LeaseException;
import nexus.backup.store.StoreException;

/// Brings the objects of a run back into a cluster. All of them are tried on the server before the first is written.
public final class ResourceRestore {
    private static final int TRIES = 3;

    private final ClusterObjects cluster;
    private final Discovery discovery;
    private final Selection selection;
    private boolean hasWritten;

    /// @param namespace where they go
    /// @param all       whether those come back that Helm makes again
    public ResourceRestore(Cluster cluster, SavedRun run, String namespace, boolean all) {
        this.cluster = new ClusterObjects(cluster);
        this.discovery = new Discovery(cluster);
        this.selection = new Selection(run, namespace, all);
    }

    /// What a trial has found.
    ///
    /// @param steps    in their order, each of which the server would do
    /// @param refusals what it would not do, and why
    public record Trial(List<String> steps, List<String> refusals) {}

    /// What has become of it.
    ///
    /// @param done       a line for each object
    /// @param hasWritten whether anything may have changed
    /// @param failure    of the object after these, which ended it
    public record Outcome(List<String> done, boolean hasWritten, Optional<String> failure) {}

    /// Has the server try all of it, and write nothing.
    ///
    /// @throws ClusterException if it does not answer
    public Trial trial() {
        var steps = new ArrayList<String>();
        var refusals = new ArrayList<String>();
        for (var object : selection.objects()) {
            try {
                var step = step(object);
                var answer = send(step, true);
                if (answer.isPresent() && !answer.get().isWell())
                    refusals.add(Saved.label(object) + ": " + answer.get().refusal());
                else steps.add(step.plan());
            } catch (ClusterException e) {
                if (e.isUnanswered()) throw e;
                refusals.add(Saved.label(object) + ": " + e.getMessage());
            }
        }
        return new Trial(steps, refusals);
    }

    /// What would be written where nothing can be tried.
    public List<String> names() {
        return selection.objects().stream().map(Saved::label).toList();
    }

    /// Writes them, one after the other. What is there already and equal is left alone, so that the same once more
    /// goes on where it ended.
    ///
    /// @param isMine called before each; throws if somebody else restores by now
    /// @param report hears of each that is done
    public Outcome run(Runnable isMine, Consumer<String> report) {
        var done = new ArrayList<String>();
        for (var object : selection.objects()) {
            try {
                isMine.run();
                var step = write(object);
                giveBack(step);
                done.add(step.report());
                report.accept(step.report());
            } catch (ClusterException | LeaseException | StoreException e) {
                return new Outcome(done, hasWritten, Optional.of(Saved.label(object) + ": " + e.getMessage()));
            }
        }
        return new Outcome(done, hasWritten, Optional.empty());
    }

    /// @throws ClusterException if the cluster refuses
    private Step write(GenericKubernetesResource object) {
        var refusal = "";
        for (int i = 0; i < TRIES; i++) {
            var step = step(object);
            var hadWritten = hasWritten;
            // Where no answer comes, it may have.
            hasWritten |= step.action() != Step.Action.NOTHING;
            var answer = send(step, false);
            if (answer.isEmpty() || answer.get().isWell()) return step;
            hasWritten = hadWritten;
            refusal = answer.get().refusal();
            // Somebody was quicker, or the answer to our own request got lost: look again.
            if (answer.get().code() != Answer.CONFLICT) break;
        }
        throw new ClusterException(refusal);
    }

    /// Fields belong to those again who managed them when the object was saved.
    private void giveBack(Step step) {
        var refusal = "";
        for (int i = 0; i < TRIES; i++) {
            var given = cluster.find(step.kind(), selection.namespace(), step.name())
                    .flatMap(there -> Owners.givenBack(there, step.saved()));
            if (given.isEmpty()) return;
            var answer = cluster.replace(step.kind(), selection.namespace(), given.get(), false);
            if (answer.isWell()) return;
            refusal = answer.refusal();
        }
        throw new ClusterException("it is written, but its fields (managedFields) could not be given back to their"
                + " managers: " + refusal);
    }

    private Step step(GenericKubernetesResource object) {
        var kind = discovery
                .find(object.getApiVersion(), object.getKind())
                .orElseThrow(() -> new ClusterException("the cluster has no " + object.getKind() + " of "
                        + object.getApiVersion() + ": install what brings it (its CustomResourceDefinition) first"));
        var there =
                cluster.find(kind, selection.namespace(), object.getMetadata().getName());
        if (there.isEmpty()) return new Step(kind, Step.Action.CREATE, object, object);
        var merged = Merge.of(there.get(), object);
        var isSame = Codec.tree(merged).equals(Codec.tree(there.get()));
        return new Step(kind, isSame ? Step.Action.NOTHING : Step.Action.REPLACE, object, merged);
    }

    /// @return nothing where nothing is to be sent
    private Optional<Answer> send(Step step, boolean isTrial) {
        return switch (step.action()) {
            case CREATE -> Optional.of(cluster.create(step.kind(), selection.namespace(), step.body(), isTrial));
            case REPLACE -> Optional.of(cluster.replace(step.kind(), selection.namespace(), step.body(), isTrial));
            case NOTHING -> Optional.empty();
        };
    }
}
