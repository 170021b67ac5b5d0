#pragma once

#include "engine/models/model_description.h"
#include "engine/models/network.h"
#include "engine/text/tokenizer.h"
#include "engine/values/expected.h"
#include "engine/values/training_job.h"

namespace vitrine::train {

/// A network to be trained, and what its folder says of it; of a new one, what is known so far.
struct JobNetwork {
    models::Network network;
    models::ModelDescription description;
};

/// The model of a job that learns to predict tokens from those before them: its own, with the
/// weights that its tuning leaves to be trained, or a new one. Errors: those of loading and of
/// chooseWeights; OptionInvalid (examples longer than the context).
Expected<JobNetwork> decoderOf(const TrainingJob& job, const text::Tokenizer& tokenizer);

/// The same of a job whose new models are BERTs.
Expected<JobNetwork> encoderOf(const TrainingJob& job, const text::Tokenizer& tokenizer);

/// Error: HeadMissing for the model of the job's folder.
Unexpected headMissing(const TrainingJob& job, const std::string& head);

} // namespace vitrine::train
