#include "app/pages/recipe_fields.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <type_traits>

namespace vitrine::app {

namespace {

constexpr const char* context = "RecipeFields";

bool isNew(const TrainingJob& job) {
    return job.model.folder.empty();
}

bool hasHeads(const TrainingJob& job) {
    return isNew(job)
        && (job.objective == TrainingObjective::MaskedToken
            || job.model.family == ModelFamily::Gpt2);
}

bool hasLayers(const TrainingJob& job) {
    return isNew(job)
        && (job.objective == TrainingObjective::MaskedToken
            || job.model.family != ModelFamily::FeedForward);
}

bool hasWindow(const TrainingJob& job) {
    return isNew(job) && job.objective == TrainingObjective::NextToken
        && job.model.family == ModelFamily::FeedForward;
}

bool hidesTokens(const TrainingJob& job) {
    return job.objective == TrainingObjective::MaskedToken;
}

bool warmsUp(const TrainingJob& job) {
    return job.options.schedule != RateSchedule::Constant;
}

using Options = TrainingOptions;

constexpr std::array fields{
    RecipeField{"steps", QT_TRANSLATE_NOOP("RecipeFields", "Steps"),
        QT_TRANSLATE_NOOP("RecipeFields", "How often the weights are changed."), &Options::steps, 1,
        1e7, 0, false},
    RecipeField{"batch_size", QT_TRANSLATE_NOOP("RecipeFields", "Batch"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Examples that a step looks at together: more are steadier and slower."),
        &Options::batchSize, 1, 4096, 0, false},
    RecipeField{"block_length", QT_TRANSLATE_NOOP("RecipeFields", "Block length"),
        QT_TRANSLATE_NOOP("RecipeFields", "Tokens of an example: how far back the model can look."),
        &Options::blockLength, 2, 8192, 0, false},
    RecipeField{"learning_rate", QT_TRANSLATE_NOOP("RecipeFields", "Learning rate"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "How far a step goes: too small learns slowly, too large makes the loss jump."),
        &Options::learningRate, 0, 10, 6, false},
    RecipeField{"layers", QT_TRANSLATE_NOOP("RecipeFields", "Layers"),
        QT_TRANSLATE_NOOP("RecipeFields", "Blocks that follow each other."), &ModelShape::layers, 1,
        96, 0, true, hasLayers},
    RecipeField{"heads", QT_TRANSLATE_NOOP("RecipeFields", "Heads"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Heads of attention in a layer; the width is a multiple."),
        &ModelShape::heads, 1, 128, 0, true, hasHeads},
    RecipeField{"width", QT_TRANSLATE_NOOP("RecipeFields", "Width"),
        QT_TRANSLATE_NOOP("RecipeFields", "Numbers by which each token is known inside."),
        &ModelShape::modelWidth, 1, 8192, 0, true, isNew},
    RecipeField{"window", QT_TRANSLATE_NOOP("RecipeFields", "Window"),
        QT_TRANSLATE_NOOP("RecipeFields", "Tokens that a feed-forward model sees at once."),
        &ModelShape::window, 1, 64, 0, true, hasWindow},
    RecipeField{"schedule", QT_TRANSLATE_NOOP("RecipeFields", "Schedule"),
        QT_TRANSLATE_NOOP("RecipeFields", "How the rate falls from its peak to its minimum."),
        &Options::schedule},
    RecipeField{"warmup_steps", QT_TRANSLATE_NOOP("RecipeFields", "Warm-up"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Steps in which the rate rises from 0, while the model is still wild."),
        &Options::warmupSteps, 0, 1e6},
    RecipeField{"min_learning_rate", QT_TRANSLATE_NOOP("RecipeFields", "Minimum rate"),
        QT_TRANSLATE_NOOP("RecipeFields", "The rate of the last step."), &Options::minLearningRate,
        0, 10, 6, true, warmsUp},
    RecipeField{"accumulation", QT_TRANSLATE_NOOP("RecipeFields", "Accumulation"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Batches whose gradients are added up to one step, where memory is short."),
        &Options::accumulation, 1, 1024},
    RecipeField{"dropout", QT_TRANSLATE_NOOP("RecipeFields", "Dropout"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Share of values left out at random, against learning by heart; 0 is off."),
        &Options::dropout, 0, 0.9, 2},
    RecipeField{"weight_decay", QT_TRANSLATE_NOOP("RecipeFields", "Weight decay"),
        QT_TRANSLATE_NOOP("RecipeFields", "Pulls the matrices towards 0 at each step; 0 is off."),
        &Options::weightDecay, 0, 10, 3},
    RecipeField{"clip_norm", QT_TRANSLATE_NOOP("RecipeFields", "Clipping"),
        QT_TRANSLATE_NOOP("RecipeFields", "Longest gradient that a step may follow; 0 is off."),
        &Options::clipNorm, 0, 1000, 2},
    RecipeField{"label_smoothing", QT_TRANSLATE_NOOP("RecipeFields", "Label smoothing"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Share of each target that all other tokens get; 0 is off."),
        &Options::labelSmoothing, 0, 0.99, 2},
    RecipeField{"masked_fraction", QT_TRANSLATE_NOOP("RecipeFields", "Hidden share"),
        QT_TRANSLATE_NOOP("RecipeFields", "Share of the tokens that have to be found."),
        &Options::maskedFraction, 0.01, 0.99, 2, true, hidesTokens},
    RecipeField{"seed", QT_TRANSLATE_NOOP("RecipeFields", "Seed"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "All chance comes from it: the same seed gives the same run."),
        &Options::seed, 0, 1e9},
    RecipeField{"evaluate_every", QT_TRANSLATE_NOOP("RecipeFields", "Evaluate every"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Steps between two measurements on text that is not learned from."),
        &Options::evaluateEvery, 0, 1e6},
    RecipeField{"evaluation_batches", QT_TRANSLATE_NOOP("RecipeFields", "Evaluation batches"),
        QT_TRANSLATE_NOOP("RecipeFields", "How much of that text is measured; 0 is all of it."),
        &Options::evaluationBatches, 0, 1e6},
    RecipeField{"patience", QT_TRANSLATE_NOOP("RecipeFields", "Patience"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Evaluations without a better one after which the run ends early; 0 is never."),
        &Options::patience, 0, 1000},
    RecipeField{"checkpoint_every", QT_TRANSLATE_NOOP("RecipeFields", "Checkpoint every"),
        QT_TRANSLATE_NOOP("RecipeFields", "Steps that a crash can cost at most."),
        &Options::checkpointEvery, 0, 1e6},
    RecipeField{"bfloat16", QT_TRANSLATE_NOOP("RecipeFields", "bfloat16"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Products with fewer digits: faster where the processor is made for it."),
        &Options::bfloat16},
};

template <typename Value, typename Job>
auto& valueIn(Value TrainingOptions::*member, Job& job) {
    return job.options.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value ModelShape::*member, Job& job) {
    return job.model.*member;
}

} // namespace

std::span<const RecipeField> recipeFields() {
    return fields;
}

QString fieldName(const RecipeField& field) {
    return QCoreApplication::translate(context, field.name);
}

QString fieldExplanation(const RecipeField& field) {
    return QCoreApplication::translate(context, field.explanation);
}

QString scheduleName(RateSchedule schedule) {
    switch (schedule) {
    case RateSchedule::Cosine:
        return QCoreApplication::translate(context, QT_TRANSLATE_NOOP("RecipeFields", "cosine"));
    case RateSchedule::Linear:
        return QCoreApplication::translate(context, QT_TRANSLATE_NOOP("RecipeFields", "linear"));
    case RateSchedule::Constant:
        break;
    }
    return QCoreApplication::translate(context, QT_TRANSLATE_NOOP("RecipeFields", "constant"));
}

const RecipeField* recipeField(std::string_view key) {
    const auto found
        = std::ranges::find_if(fields, [&](const RecipeField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

double fieldValue(const RecipeField& field, const TrainingJob& job) {
    return std::visit(
        [&](auto member) { return static_cast<double>(valueIn(member, job)); }, field.member);
}

void setFieldValue(const RecipeField& field, double value, TrainingJob& job) {
    std::visit(
        [&](auto member) {
            auto& target = valueIn(member, job);
            using Value = std::remove_reference_t<decltype(target)>;
            if constexpr (std::is_same_v<Value, bool>) {
                target = value != 0;
            } else {
                target = static_cast<Value>(value);
            }
        },
        field.member);
}

} // namespace vitrine::app
