#pragma once

#include <memory>

#include "engine/api/task_model.h"
#include "engine/models/task_network.h"
#include "engine/text/tokenizer.h"

namespace vitrine::api {

/// A network in training, asked as a finished model is: between two steps only, and in evaluation
/// mode, which is the caller's to set.
struct TaskModel::Live {
    static std::shared_ptr<const TaskModel> of(
        const models::TaskNetwork& network, std::shared_ptr<const text::Tokenizer> tokenizer);
};

} // namespace vitrine::api
