#pragma once

#include <map>
#include <set>
#include <string>

#include "app/session/embeddings_state.h"
#include "app/session/probability_state.h"
#include "app/session/tasks_state.h"
#include "app/session/training_state.h"
#include "app/workspace/branch_tree.h"
#include "app/workspace/chat_state.h"
#include "engine/values/generation_options.h"
#include "engine/values/head_index.h"
#include "engine/values/interventions.h"
#include "engine/values/load_options.h"
#include "widgets/generation/prompt_template.h"

namespace vitrine::app {

/// The work that survives a restart.
struct SessionState {
    std::string model; ///< a built-in model's name, or a folder
    DeviceChoice device = DeviceChoice::Auto;
    DType dtype = DType::Float32;
    std::string lens; ///< a page's id
    std::string text; ///< under glass, UTF-8
    std::string secondText; ///< of a pair
    std::string alternatives; ///< sentences to rank, one on each line; empty keeps the examples
    std::set<int> masked; ///< as in Workspace::masked()
    GenerationOptions options;
    int samples = 1; ///< continuations side by side
    HeadIndex head; ///< looked at
    Interventions interventions; ///< without patches, which belong to one question
    std::string secondModel; ///< as model; empty for none
    widgets::PromptTemplate promptTemplate;
    EmbeddingsState embeddings;
    ProbabilityState probability;
    TrainingState training;
    ChatState chat;
    TasksState tasks;
    /// One tree for each model that was used, by the model's name or folder. The bytes of the
    /// tokens are the tokeniser's to tell, and candidates are computed again, so neither is saved.
    std::map<std::string, BranchTree> trees;
};

} // namespace vitrine::app
