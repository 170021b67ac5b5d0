#pragma once

#include <string_view>
#include <vector>

#include "engine/models/parameter_names.h"

namespace vitrine::models {

/// Of BertForPreTraining, RobertaForMaskedLM or DistilBertForMaskedLM: what the config has of them.
std::vector<ParameterName> bertNames(const BertConfig& config);

std::string_view bertPrefix(BertFamily family);

} // namespace vitrine::models
