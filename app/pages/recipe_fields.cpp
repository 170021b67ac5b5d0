#include "app/pages/recipe_fields.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <type_traits>

#include "app/workspace/recipe_presets.h"

namespace vitrine::app {

namespace {

constexpr const char* context = "RecipeFields";

bool isNew(const TrainingJob& job) {
    return job.model.folder.empty();
}

bool isTuned(const TrainingJob& job) {
    return !isNew(job);
}

bool hasHeads(const TrainingJob& job) {
    return isNew(job) && (isEncoder(job) || job.model.family == ModelFamily::Gpt2);
}

bool hasLayers(const TrainingJob& job) {
    return isNew(job) && (isEncoder(job) || job.model.family != ModelFamily::FeedForward);
}

bool hasWindow(const TrainingJob& job) {
    return isNew(job) && !isEncoder(job) && job.model.family == ModelFamily::FeedForward;
}

bool tunesLastLayers(const TrainingJob& job) {
    return isTuned(job) && job.tuning.method == TuningMethod::LastLayers;
}

bool adapts(const TrainingJob& job) {
    return isTuned(job) && job.tuning.method == TuningMethod::Lora;
}

bool hidesTokens(const TrainingJob& job) {
    return job.objective == TrainingObjective::MaskedToken;
}

bool warmsUp(const TrainingJob& job) {
    return job.options.schedule != RateSchedule::Constant;
}

bool sharesData(const TrainingJob& job) {
    return job.validation.empty();
}

bool readsPrompts(const TrainingJob& job) {
    return job.objective == TrainingObjective::Instruction;
}

bool readsLabels(const TrainingJob& job) {
    return job.objective == TrainingObjective::Classification
        || job.objective == TrainingObjective::Tagging;
}

bool readsTexts(const TrainingJob& job) {
    return job.objective != TrainingObjective::QuestionAnswering && !readsPrompts(job);
}

bool readsPairs(const TrainingJob& job) {
    return job.objective == TrainingObjective::Classification || readsPrompts(job);
}

using Options = TrainingOptions;
using Group = FieldGroup;

constexpr std::array fields{
    RecipeField{"tuning", QT_TRANSLATE_NOOP("RecipeFields", "What learns"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "All weights; the last layers alone; or LoRA: small matrices beside those that stay."),
        &Tuning::method, 0, 2, 0, Group::Usual, isTuned},
    RecipeField{"tuned_layers", QT_TRANSLATE_NOOP("RecipeFields", "Last layers"),
        QT_TRANSLATE_NOOP("RecipeFields", "How many blocks learn, counted from the output."),
        &Tuning::layers, 1, 96, 0, Group::Usual, tunesLastLayers},
    RecipeField{"lora_rank", QT_TRANSLATE_NOOP("RecipeFields", "Rank"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Rows of the small matrices: a higher rank can learn more and has more weights."),
        &LoraOptions::rank, 1, 1024, 0, Group::Usual, adapts},
    RecipeField{"lora_alpha", QT_TRANSLATE_NOOP("RecipeFields", "Alpha"),
        QT_TRANSLATE_NOOP("RecipeFields", "How strongly the change counts: alpha ÷ rank times."),
        &LoraOptions::alpha, 0, 1e6, 2, Group::Usual, adapts},
    RecipeField{"lora_dropout", QT_TRANSLATE_NOOP("RecipeFields", "LoRA dropout"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Share of what the small matrices read that is left out at random; 0 is off."),
        &LoraOptions::dropout, 0, 0.9, 2, Group::Usual, adapts},
    RecipeField{"lora_targets", QT_TRANSLATE_NOOP("RecipeFields", "Matrices"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Which matrices are changed, by the ends of their names; empty: queries and values."),
        &LoraOptions::targets, 0, 0, 0, Group::Usual, adapts},
    RecipeField{"steps", QT_TRANSLATE_NOOP("RecipeFields", "Steps"),
        QT_TRANSLATE_NOOP("RecipeFields", "How often the weights are changed."), &Options::steps, 1,
        1e7},
    RecipeField{"batch_size", QT_TRANSLATE_NOOP("RecipeFields", "Batch"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Examples that a step looks at together: more are steadier and slower."),
        &Options::batchSize, 1, 4096},
    RecipeField{"block_length", QT_TRANSLATE_NOOP("RecipeFields", "Block length"),
        QT_TRANSLATE_NOOP("RecipeFields", "Tokens of an example: how far back the model can look."),
        &Options::blockLength, 2, 8192},
    RecipeField{"learning_rate", QT_TRANSLATE_NOOP("RecipeFields", "Learning rate"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "How far a step goes: too small learns slowly, too large makes the loss jump."),
        &Options::learningRate, 0, 10, 6},
    RecipeField{"validation_share", QT_TRANSLATE_NOOP("RecipeFields", "Held out"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Share of the data that is not learned from, to measure on; 0 is none."),
        &TrainingJob::validationShare, 0, 0.9, 2, Group::Usual, sharesData},
    RecipeField{"layers", QT_TRANSLATE_NOOP("RecipeFields", "Layers"),
        QT_TRANSLATE_NOOP("RecipeFields", "Blocks that follow each other."), &ModelShape::layers, 1,
        96, 0, Group::Model, hasLayers},
    RecipeField{"heads", QT_TRANSLATE_NOOP("RecipeFields", "Heads"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Heads of attention in a layer; the width is a multiple."),
        &ModelShape::heads, 1, 128, 0, Group::Model, hasHeads},
    RecipeField{"width", QT_TRANSLATE_NOOP("RecipeFields", "Width"),
        QT_TRANSLATE_NOOP("RecipeFields", "Numbers by which each token is known inside."),
        &ModelShape::modelWidth, 1, 8192, 0, Group::Model, isNew},
    RecipeField{"window", QT_TRANSLATE_NOOP("RecipeFields", "Window"),
        QT_TRANSLATE_NOOP("RecipeFields", "Tokens that a feed-forward model sees at once."),
        &ModelShape::window, 1, 64, 0, Group::Model, hasWindow},
    RecipeField{"column_text", QT_TRANSLATE_NOOP("RecipeFields", "Text column"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Which column of a table, or key of JSON lines, is read."),
        &DataColumns::text, 0, 0, 0, Group::Data, readsTexts},
    RecipeField{"column_label", QT_TRANSLATE_NOOP("RecipeFields", "Label column"),
        QT_TRANSLATE_NOOP("RecipeFields", "Which one holds what the model has to tell."),
        &DataColumns::label, 0, 0, 0, Group::Data, readsLabels},
    RecipeField{"column_prompt", QT_TRANSLATE_NOOP("RecipeFields", "Prompt column"),
        QT_TRANSLATE_NOOP("RecipeFields", "Which one holds what the user says."),
        &DataColumns::prompt, 0, 0, 0, Group::Data, readsPrompts},
    RecipeField{"column_second", QT_TRANSLATE_NOOP("RecipeFields", "Second column"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Which one holds the second text of a pair; it may be absent."),
        &DataColumns::second, 0, 0, 0, Group::Data, readsPairs},
    RecipeField{"column_answer", QT_TRANSLATE_NOOP("RecipeFields", "Answer column"),
        QT_TRANSLATE_NOOP("RecipeFields", "Which one holds the answer, which alone is learned."),
        &DataColumns::answer, 0, 0, 0, Group::Data, readsPrompts},
    RecipeField{"masked_fraction", QT_TRANSLATE_NOOP("RecipeFields", "Hidden share"),
        QT_TRANSLATE_NOOP("RecipeFields", "Share of the tokens that have to be found."),
        &Options::maskedFraction, 0.01, 0.99, 2, Group::Data, hidesTokens},
    RecipeField{"schedule", QT_TRANSLATE_NOOP("RecipeFields", "Schedule"),
        QT_TRANSLATE_NOOP("RecipeFields", "How the rate falls from its peak to its minimum."),
        &Options::schedule, 0, 2, 0, Group::Rate},
    RecipeField{"warmup_steps", QT_TRANSLATE_NOOP("RecipeFields", "Warm-up"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Steps in which the rate rises from 0, while the model is still wild."),
        &Options::warmupSteps, 0, 1e6, 0, Group::Rate},
    RecipeField{"min_learning_rate", QT_TRANSLATE_NOOP("RecipeFields", "Minimum rate"),
        QT_TRANSLATE_NOOP("RecipeFields", "The rate of the last step."), &Options::minLearningRate,
        0, 10, 6, Group::Rate, warmsUp},
    RecipeField{"accumulation", QT_TRANSLATE_NOOP("RecipeFields", "Accumulation"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Batches whose gradients are added up to one step, where memory is short."),
        &Options::accumulation, 1, 1024, 0, Group::Rate},
    RecipeField{"clip_norm", QT_TRANSLATE_NOOP("RecipeFields", "Clipping"),
        QT_TRANSLATE_NOOP("RecipeFields", "Longest gradient that a step may follow; 0 is off."),
        &Options::clipNorm, 0, 1000, 2, Group::Rate},
    RecipeField{"dropout", QT_TRANSLATE_NOOP("RecipeFields", "Dropout"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Share of values left out at random, against learning by heart; 0 is off."),
        &Options::dropout, 0, 0.9, 2, Group::Generalisation},
    RecipeField{"weight_decay", QT_TRANSLATE_NOOP("RecipeFields", "Weight decay"),
        QT_TRANSLATE_NOOP("RecipeFields", "Pulls the matrices towards 0 at each step; 0 is off."),
        &Options::weightDecay, 0, 10, 3, Group::Generalisation},
    RecipeField{"label_smoothing", QT_TRANSLATE_NOOP("RecipeFields", "Label smoothing"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Share of each target that all other answers get; 0 is off."),
        &Options::labelSmoothing, 0, 0.99, 2, Group::Generalisation},
    RecipeField{"patience", QT_TRANSLATE_NOOP("RecipeFields", "Patience"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Evaluations without a better one after which the run ends early; 0 is never."),
        &Options::patience, 0, 1000, 0, Group::Generalisation},
    RecipeField{"evaluate_every", QT_TRANSLATE_NOOP("RecipeFields", "Evaluate every"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "Steps between two measurements on data that is not learned from."),
        &Options::evaluateEvery, 0, 1e6, 0, Group::Course},
    RecipeField{"evaluation_batches", QT_TRANSLATE_NOOP("RecipeFields", "Evaluation batches"),
        QT_TRANSLATE_NOOP("RecipeFields", "How much of that data is measured; 0 is all of it."),
        &Options::evaluationBatches, 0, 1e6, 0, Group::Course},
    RecipeField{"checkpoint_every", QT_TRANSLATE_NOOP("RecipeFields", "Checkpoint every"),
        QT_TRANSLATE_NOOP("RecipeFields", "Steps that a crash can cost at most."),
        &Options::checkpointEvery, 0, 1e6, 0, Group::Course},
    RecipeField{"seed", QT_TRANSLATE_NOOP("RecipeFields", "Seed"),
        QT_TRANSLATE_NOOP(
            "RecipeFields", "All chance comes from it: the same seed gives the same run."),
        &Options::seed, 0, 1e9, 0, Group::Course},
    RecipeField{"bfloat16", QT_TRANSLATE_NOOP("RecipeFields", "bfloat16"),
        QT_TRANSLATE_NOOP("RecipeFields",
            "Products with fewer digits: faster where the processor is made for it."),
        &Options::bfloat16, 0, 1, 0, Group::Course},
};

template <typename Value, typename Job>
auto& valueIn(Value TrainingOptions::*member, Job& job) {
    return job.options.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value ModelShape::*member, Job& job) {
    return job.model.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value TrainingJob::*member, Job& job) {
    return job.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value Tuning::*member, Job& job) {
    return job.tuning.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value LoraOptions::*member, Job& job) {
    return job.tuning.lora.*member;
}

template <typename Value, typename Job>
auto& valueIn(Value DataColumns::*member, Job& job) {
    return job.columns.*member;
}

QVariant asVariant(const std::string& text) {
    return QString::fromStdString(text);
}

QVariant asVariant(const std::vector<std::string>& names) {
    QStringList list;
    for (const auto& name : names) {
        list << QString::fromStdString(name);
    }
    return list.join(QStringLiteral(", "));
}

template <typename Number>
QVariant asVariant(const Number& number) {
    return static_cast<double>(number);
}

void assign(const QVariant& value, std::string& text) {
    text = value.toString().trimmed().toStdString();
}

void assign(const QVariant& value, std::vector<std::string>& names) {
    names.clear();
    for (const auto& name : value.toString().split(QLatin1Char(','))) {
        if (const auto trimmed = name.trimmed(); !trimmed.isEmpty()) {
            names.push_back(trimmed.toStdString());
        }
    }
}

void assign(const QVariant& value, bool& on) {
    on = value.toDouble() != 0;
}

template <typename Number>
void assign(const QVariant& value, Number& number) {
    number = static_cast<Number>(
        static_cast<std::conditional_t<std::is_enum_v<Number>, int, Number>>(value.toDouble()));
}

QString translated(const char* text) {
    return QCoreApplication::translate(context, text);
}

} // namespace

std::span<const RecipeField> recipeFields() {
    return fields;
}

QString fieldName(const RecipeField& field) {
    return translated(field.name);
}

QString fieldExplanation(const RecipeField& field) {
    return translated(field.explanation);
}

QString groupName(FieldGroup group) {
    switch (group) {
    case FieldGroup::Usual:
        break;
    case FieldGroup::Model:
        return translated(QT_TRANSLATE_NOOP("RecipeFields", "Shape of the model"));
    case FieldGroup::Data:
        return translated(QT_TRANSLATE_NOOP("RecipeFields", "Data"));
    case FieldGroup::Rate:
        return translated(QT_TRANSLATE_NOOP("RecipeFields", "Steps and their rate"));
    case FieldGroup::Generalisation:
        return translated(QT_TRANSLATE_NOOP("RecipeFields", "Against learning by heart"));
    case FieldGroup::Course:
        return translated(QT_TRANSLATE_NOOP("RecipeFields", "Course of the run"));
    }
    return {};
}

QStringList fieldChoices(const RecipeField& field) {
    if (std::holds_alternative<RateSchedule TrainingOptions::*>(field.member)) {
        return {translated(QT_TRANSLATE_NOOP("RecipeFields", "cosine")),
            translated(QT_TRANSLATE_NOOP("RecipeFields", "linear")),
            translated(QT_TRANSLATE_NOOP("RecipeFields", "constant"))};
    }
    if (std::holds_alternative<TuningMethod Tuning::*>(field.member)) {
        return {translated(QT_TRANSLATE_NOOP("RecipeFields", "all weights")),
            translated(QT_TRANSLATE_NOOP("RecipeFields", "last layers")),
            translated(QT_TRANSLATE_NOOP("RecipeFields", "LoRA"))};
    }
    return {};
}

const RecipeField* recipeField(std::string_view key) {
    const auto found
        = std::ranges::find_if(fields, [&](const RecipeField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

bool isText(const RecipeField& field) {
    return std::holds_alternative<std::string DataColumns::*>(field.member)
        || std::holds_alternative<std::vector<std::string> LoraOptions::*>(field.member);
}

QVariant fieldValue(const RecipeField& field, const TrainingJob& job) {
    return std::visit([&](auto member) { return asVariant(valueIn(member, job)); }, field.member);
}

void setFieldValue(const RecipeField& field, const QVariant& value, TrainingJob& job) {
    std::visit([&](auto member) { assign(value, valueIn(member, job)); }, field.member);
}

} // namespace vitrine::app
