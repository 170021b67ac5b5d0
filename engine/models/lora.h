#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/models/language_model.h"
#include "engine/nn/linear.h"
#include "engine/values/expected.h"
#include "engine/values/tuning.h"

namespace vitrine::models {

/// A linear map of a network, and what transformers calls it.
struct NamedLinear {
    std::string stored; ///< "transformer.h.0.attn.c_attn"
    nn::Linear linear;
    bool transposed = false; ///< stored as [in, out]
};

/// Every linear map of a network that its files know by name.
std::vector<NamedLinear> namedLinears(const LanguageModel& network);

/// The matrices that get an update where a job names none: queries and values (Hu et al. 2021,
/// section 7.1), by the names of the network's family.
std::vector<std::string> usualLoraTargets(const ModelConfig& config);

/// Whether `target` names this map, as PEFT reads it: it is the name's last parts.
bool isLoraTarget(const std::string& stored, const std::string& target);

/// Gives each map that `options` name an update drawn from `seed`, and freezes all other weights.
/// Error: OptionInvalid ("targets") where a target names no map of the network.
Expected<void> addLora(LanguageModel& network, const LoraOptions& options, std::uint64_t seed);

/// Makes all updates parts of the weights.
void mergeLora(LanguageModel& network);

} // namespace vitrine::models
