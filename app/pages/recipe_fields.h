#pragma once

#include <QVariant>

#include <span>
#include <string_view>
#include <variant>

#include "app/workspace/run_record.h"

namespace vitrine::app {

/// What settings that stand together are about; but for the first, they are folded away at first.
enum class FieldGroup { Usual, Model, Data, Rate, Generalisation, Course };

/// A setting of a training job as the recipe shows it: the same table makes the controls, reads
/// them and explains them. A new setting is a new line here.
struct RecipeField {
    using Member = std::variant<std::int64_t TrainingOptions::*, int TrainingOptions::*,
        std::uint64_t TrainingOptions::*, double TrainingOptions::*, bool TrainingOptions::*,
        RateSchedule TrainingOptions::*, int ModelShape::*, double TrainingJob::*,
        TuningMethod Tuning::*, int Tuning::*, int LoraOptions::*, double LoraOptions::*,
        std::vector<std::string> LoraOptions::*, std::string DataColumns::*>;

    const char* key; ///< as in a job file
    const char* name; ///< translated in the context "RecipeFields", as the next
    const char* explanation; ///< one sentence
    Member member;
    double least = 0;
    double most = 1;
    int decimals = 0; ///< of a number that is not whole
    FieldGroup group = FieldGroup::Usual;
    /// Whether it has a meaning in such a job; null: in every one.
    bool (*applies)(const TrainingJob& job) = nullptr;
};

/// In the order in which they are shown, group by group.
std::span<const RecipeField> recipeFields();

QString fieldName(const RecipeField& field);
QString fieldExplanation(const RecipeField& field);
QString groupName(FieldGroup group);
/// What a field chooses among; empty where it is no choice.
QStringList fieldChoices(const RecipeField& field);

/// Null for a key that is not known.
const RecipeField* recipeField(std::string_view key);

/// Whether the field's value is a text: a name, or names with commas between them.
bool isText(const RecipeField& field);

/// A field's value in a job: a text, or a number, which is the place in its list of a choice.
QVariant fieldValue(const RecipeField& field, const TrainingJob& job);
void setFieldValue(const RecipeField& field, const QVariant& value, TrainingJob& job);

} // namespace vitrine::app
