#pragma once

#include <QString>

#include <memory>
#include <string>

#include "engine/api/text_model.h"
#include "engine/ngram/ngram_model.h"
#include "widgets/ngram/model_series.h"

namespace vitrine::app {

/// One of the models that stand side by side: one that counts, or one that was trained by gradient.
struct ComparedModel {
    QString name;
    std::shared_ptr<const ngram::NgramModel> ngram; ///< this one …
    std::shared_ptr<const api::TextModel> neural; ///< … or this one
    std::string key{}; ///< names it in every language: "3 katz", "own 2 mle", a file, a folder
    bool operator==(const ComparedModel&) const = default;
};

widgets::ModelFamily familyOf(const ComparedModel& model);
/// "3-gram MKN", "2-gram add-1": short enough for a legend.
QString ngramName(const NgramEstimate& estimate);
/// "modified Kneser–Ney".
QString smoothingText(NgramSmoothing smoothing);

} // namespace vitrine::app
