#pragma once

#include <stop_token>

#include <torch/torch.h>

#include "engine/models/language_model.h"
#include "engine/values/output_change.h"

namespace vitrine::inspect {

/// How the output after `changed` differs from that after `untouched`, both what the output layer
/// reads [position, model]. Candidates at `position`: the `top` likeliest of either, without their
/// bytes. A stop asked for throws nn::Interrupted.
OutputChange outputChange(models::LanguageModel& model, const torch::Tensor& untouched,
    const torch::Tensor& changed, int position, int top, const std::stop_token& stop);

} // namespace vitrine::inspect
