#pragma once

#include <string_view>
#include <span>
#include <variant>

#include "app/workspace/run_record.h"

namespace vitrine::app {

/// A setting of a training job as the recipe shows it: the same table makes the controls, reads
/// them and explains them. A new setting is a new line here.
struct RecipeField {
    using Member = std::variant<std::int64_t TrainingOptions::*, int TrainingOptions::*,
        std::uint64_t TrainingOptions::*, double TrainingOptions::*, bool TrainingOptions::*,
        RateSchedule TrainingOptions::*, int ModelShape::*>;

    const char* key; ///< as in a job file
    const char* name; ///< translated in the context "RecipeFields", as the next
    const char* explanation; ///< one sentence
    Member member;
    double least = 0;
    double most = 1;
    int decimals = 0; ///< of a number that is not whole
    bool advanced = true; ///< folded away at first
    /// Whether it has a meaning in such a job; null: in every one.
    bool (*applies)(const TrainingJob& job) = nullptr;
};

/// In the order in which they are shown.
std::span<const RecipeField> recipeFields();

QString fieldName(const RecipeField& field);
QString fieldExplanation(const RecipeField& field);
QString scheduleName(RateSchedule schedule);

/// Null for a key that is not known.
const RecipeField* recipeField(std::string_view key);

/// A field's value in a job, as a number; the place in its list of a choice.
double fieldValue(const RecipeField& field, const TrainingJob& job);
void setFieldValue(const RecipeField& field, double value, TrainingJob& job);

} // namespace vitrine::app
