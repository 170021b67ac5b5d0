#pragma once

#include <QString>

#include "app/workspace/run_record.h"

namespace vitrine::app {

/// "45 s", "3 min 20 s", "2 h 5 min".
QString durationText(double seconds);
QString stateName(RunState state);
/// "classification".
QString objectiveName(TrainingObjective objective);
/// "GPT · next token", or what is fine-tuned: "fine-tuned from … · tagging · LoRA of rank 8".
QString objectiveText(const TrainingJob& job);
/// Three decimals; empty for none.
QString lossText(const std::optional<double>& loss);
/// "layer 3" for "blocks.2"; a part that is no layer by its own name.
QString partName(const std::string& part);

} // namespace vitrine::app
