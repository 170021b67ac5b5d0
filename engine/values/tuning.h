#pragma once

#include <string>
#include <vector>

namespace vitrine {

/// Which weights of a model a training changes. A task's own head is always among them.
enum class TuningMethod {
    All,
    LastLayers, ///< the last blocks and what comes after them
    Lora, ///< none of its own: small matrices beside them (Hu et al. 2021)
};

/// Low-rank updates of linear maps: W + (alpha ÷ rank) · B A, of which B and A are trained.
struct LoraOptions {
    int rank = 8; ///< rows of A and columns of B
    double alpha = 16; ///< how strongly an update counts, by its rank
    double dropout = 0; ///< of what A reads; 0 = off
    /// The matrices that get one, by the ends of transformers' names ("c_attn", "self.query");
    /// empty: queries and values, which GPT-2 has in one matrix with the keys.
    std::vector<std::string> targets{};
    bool operator==(const LoraOptions&) const = default;
};

struct Tuning {
    TuningMethod method = TuningMethod::All;
    int layers = 1; ///< of LastLayers
    LoraOptions lora; ///< of Lora
    bool operator==(const Tuning&) const = default;
};

} // namespace vitrine
