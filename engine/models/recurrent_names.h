#pragma once

#include <vector>

#include "engine/models/parameter_names.h"

namespace vitrine::models {

/// As PyTorch's word language model example stores them: encoder, rnn, decoder.
std::vector<ParameterName> recurrentNames(const RecurrentConfig& config);

/// By the letters of the paper: C, H and d, U and b.
std::vector<ParameterName> feedForwardNames(const FeedForwardLmConfig& config);

} // namespace vitrine::models
