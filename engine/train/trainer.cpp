#include "engine/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "engine/train/learning_rate_schedule.h"
#include "engine/train/mixed_precision.h"
#include "engine/train/random_state.h"

namespace vitrine::train {

namespace {

/// All orders are alike for a mean; this one is the same in every run.
constexpr std::uint64_t ValidationOrder = 0;
constexpr auto LastEpoch = std::numeric_limits<std::int64_t>::max();

/// Those that are not frozen.
std::vector<NamedTensor> parametersOf(const torch::nn::Module& model) {
    std::vector<NamedTensor> parameters;
    for (const auto& item : model.named_parameters()) {
        if (item.value().requires_grad()) {
            parameters.emplace_back(item.key(), item.value());
        }
    }
    return parameters;
}

Unexpected interrupted() {
    return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The training was stopped."});
}

Unexpected diverged(std::int64_t step) {
    return Unexpected(Error{ErrorCode::LossNotFinite, {}, "step " + std::to_string(step),
        "The loss is no longer a finite number at step " + std::to_string(step)
            + "; a lower learning rate or a longer warm-up may help."});
}

bool isFinite(const std::vector<NamedTensor>& tensors) {
    return std::ranges::all_of(tensors,
        [](const NamedTensor& named) { return named.second.isfinite().all().item<bool>(); });
}

double secondsBetween(
    std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

Expected<void> mismatch(const std::string& source, const std::string& name) {
    return Unexpected(Error{ErrorCode::CheckpointMismatch, source, name,
        source + ": the checkpoint does not fit the job: tensor " + name
            + " is missing or has another shape."});
}

} // namespace

Trainer::Trainer(std::shared_ptr<torch::nn::Module> model, LossFunction loss,
    const TrainingData& data, const TrainingOptions& options, std::shared_ptr<ProcessGroup> group)
    : m_model(std::move(model)), m_loss(std::move(loss)), m_data(data), m_options(options),
      m_parameters(parametersOf(*m_model)), m_device(m_parameters.front().second.device()),
      m_optimizer(m_parameters, options),
      m_batcher(m_data.training, options.batchSize, options.seed), m_group(std::move(group)) {
    if (m_data.validation) {
        m_validation = m_data.validation(LastEpoch, ValidationOrder);
    }
}

Expected<void> Trainer::run(const ProgressFunction& onProgress,
    const CheckpointFunction& onCheckpoint, const std::stop_token& stop) {
    m_sessionStart = m_lastReport = Clock::now();
    m_tokensSinceReport = 0;
    auto done = runSteps(onProgress, onCheckpoint, stop);
    if (!done && done.error().code == ErrorCode::Interrupted) {
        if (auto kept = onCheckpoint(checkpoint()); !kept) {
            return kept;
        }
    }
    return done;
}

Expected<void> Trainer::runSteps(const ProgressFunction& onProgress,
    const CheckpointFunction& onCheckpoint, const std::stop_token& stop) {
    while (m_unreported || !isOver()) {
        if (!m_unreported) {
            const auto result = trainStep(stop);
            if (!result) {
                return Unexpected(result.error());
            }
            m_unreported = *result;
        }
        if (auto reported = report(*m_unreported, onProgress, stop); !reported) {
            return reported;
        }
        m_unreported.reset();
        if (isDue(m_options.checkpointEvery) || isOver()) {
            if (!isFinite(m_parameters)) { // a checkpoint before this one is still good
                return diverged(m_step);
            }
            if (auto kept = onCheckpoint(checkpoint()); !kept) {
                return kept;
            }
        }
    }
    return {};
}

Expected<StepResult> Trainer::trainStep(const std::stop_token& stop) {
    const auto positionBefore = m_batcher.position();
    const auto randomBefore = randomState(m_device);
    const auto number = m_step + 1;

    m_model->train();
    m_model->zero_grad();
    const auto loss = accumulateGradients(stop);
    if (!loss) { // half a step is no step
        m_batcher.seek(positionBefore);
        setRandomState(m_device, randomBefore);
        return Unexpected(loss.error());
    }
    const double limit
        = m_options.clipNorm > 0 ? m_options.clipNorm : std::numeric_limits<double>::infinity();
    const double norm = torch::nn::utils::clip_grad_norm_(m_model->parameters(), limit);
    if (!std::isfinite(*loss) || !std::isfinite(norm)) {
        return diverged(number);
    }
    m_optimizer.step(number, learningRateAt(number, m_options));
    m_step = number;
    return StepResult{*loss, norm};
}

Expected<double> Trainer::accumulateGradients(const std::stop_token& stop) {
    const auto own = ownGradients(stop); // a process that is stopped tells the others so
    if (!m_group) {
        return own;
    }
    return together(m_parameters, {own.value_or(0)}, !own).map([](const std::vector<double>& sums) {
        return sums.front();
    });
}

Expected<std::vector<double>> Trainer::together(
    const std::vector<NamedTensor>& gradientsOf, std::vector<double> numbers, bool stopped) {
    numbers.push_back(stopped ? 1 : 0);
    auto sums = sumOverProcesses(*m_group, gradientsOf, numbers, m_device);
    if (sums && sums->back() > 0) {
        return interrupted();
    }
    return sums;
}

Expected<double> Trainer::ownGradients(const std::stop_token& stop) {
    double sum = 0;
    for (int pass = 0; pass < m_options.accumulation; ++pass) {
        if (stop.stop_requested()) {
            return interrupted();
        }
        const auto whole = m_batcher.next();
        m_tokensSinceReport += whole.input.numel();
        m_lastBatch
            = (m_group ? whole.share(m_group->rank(), m_group->size()) : whole).to(m_device);
        const auto mean = loss(m_lastBatch) / m_options.accumulation;
        mean.backward();
        sum += mean.item<double>();
    }
    return sum;
}

torch::Tensor Trainer::loss(const Batch& batch) const {
    const MixedPrecision precision(m_device.type(), m_options.bfloat16);
    return m_loss(batch);
}

Expected<double> Trainer::validationLoss(const std::stop_token& stop) {
    const torch::NoGradGuard noGrad;
    m_model->eval();
    const auto batchSize = static_cast<std::size_t>(m_options.batchSize);
    auto end = m_validation->size();
    if (m_options.evaluationBatches > 0) {
        end = std::min(end, batchSize * static_cast<std::size_t>(m_options.evaluationBatches));
    }
    // The processes of a group take batches in turns.
    const auto turns = static_cast<std::size_t>(m_group ? m_group->size() : 1);
    const auto turn = static_cast<std::size_t>(m_group ? m_group->rank() : 0);
    double sum = 0;
    double targets = 0;
    bool stopped = false;
    for (auto first = turn * batchSize; first < end; first += turns * batchSize) {
        stopped = stop.stop_requested();
        if (stopped) {
            break;
        }
        const auto batch
            = m_validation->batch(first, std::min(batchSize, end - first)).to(m_device);
        const auto counted = (batch.target != IgnoredTarget).sum().item<double>();
        sum += loss(batch).item<double>() * counted;
        targets += counted;
    }
    if (m_group) {
        return together({}, {sum, targets}, stopped).map([](const std::vector<double>& sums) {
            return sums[0] / sums[1];
        });
    }
    return stopped ? Expected<double>(interrupted()) : sum / targets;
}

Expected<void> Trainer::report(
    const StepResult& result, const ProgressFunction& onProgress, const std::stop_token& stop) {
    const bool evaluates = m_validation && isDue(m_options.evaluateEvery);
    if (!evaluates && m_step != 1 && !isDue(m_options.logEvery)) {
        return {};
    }
    const auto now = Clock::now();
    TrainingProgress progress;
    progress.step = m_step;
    progress.steps = m_options.steps;
    progress.loss = result.loss;
    progress.learningRate = learningRateAt(m_step, m_options);
    progress.gradientNorm = result.gradientNorm;
    progress.tokensPerSecond
        = static_cast<double>(m_tokensSinceReport) / secondsBetween(m_lastReport, now);
    progress.seconds = m_secondsBefore + secondsBetween(m_sessionStart, now);
    if (evaluates) {
        const auto loss = validationLoss(stop);
        if (!loss) { // the step was made; what is due of it is measured when the run goes on
            return onProgress(progress).and_then(
                [&] { return Expected<void>(Unexpected(loss.error())); });
        }
        noteLoss(*loss);
        progress.validationLoss = *loss;
    }
    m_lastReport = Clock::now(); // an evaluation does not count as slow training
    m_tokensSinceReport = 0;
    return onProgress(progress);
}

void Trainer::noteLoss(double validationLoss) {
    const bool best = !m_bestLoss || validationLoss < *m_bestLoss;
    m_evaluationsSince = best ? 0 : m_evaluationsSince + 1;
    m_bestLoss = best ? validationLoss : m_bestLoss;
}

/// All steps are done, or the validation loss has not fallen for too long.
bool Trainer::isOver() const {
    return m_step >= m_options.steps
        || (m_options.patience > 0 && m_evaluationsSince >= m_options.patience);
}

bool Trainer::isDue(std::int64_t every) const {
    return m_step == m_options.steps || (every > 0 && m_step % every == 0);
}

std::vector<NamedTensor> Trainer::state() const {
    std::vector<NamedTensor> tensors;
    for (const auto& [name, parameter] : m_parameters) {
        tensors.emplace_back("parameter." + name, parameter.detach());
    }
    const auto moments = m_optimizer.moments();
    tensors.insert(tensors.end(), moments.begin(), moments.end());
    return tensors;
}

Checkpoint Trainer::checkpoint() const {
    Checkpoint checkpoint;
    checkpoint.step = m_step;
    checkpoint.seconds = m_secondsBefore + secondsBetween(m_sessionStart, Clock::now());
    checkpoint.position = m_batcher.position();
    checkpoint.bestLoss = m_bestLoss;
    checkpoint.evaluationsSince = m_evaluationsSince;
    checkpoint.unmeasured = m_unreported;
    for (const auto& [name, tensor] : state()) {
        checkpoint.tensors.emplace_back(name, tensor.cpu().contiguous());
    }
    checkpoint.tensors.emplace_back("random", randomState(m_device));
    return checkpoint;
}

Expected<void> Trainer::restore(const Checkpoint& checkpoint, const std::string& source) {
    const std::map<std::string, torch::Tensor> stored(
        checkpoint.tensors.begin(), checkpoint.tensors.end());
    const auto wanted = state();
    for (const auto& [name, tensor] : wanted) {
        const auto found = stored.find(name);
        if (found == stored.end() || found->second.sizes() != tensor.sizes()) {
            return mismatch(source, name);
        }
    }
    const auto random = stored.find("random");
    if (random == stored.end() || random->second.sizes() != randomState(m_device).sizes()) {
        return mismatch(source, "random");
    }

    const torch::NoGradGuard noGrad;
    for (const auto& [name, tensor] : wanted) {
        torch::Tensor(tensor).copy_(stored.at(name));
    }
    setRandomState(m_device, random->second.clone());
    m_batcher.seek(checkpoint.position);
    m_step = checkpoint.step;
    m_bestLoss = checkpoint.bestLoss;
    m_evaluationsSince = checkpoint.evaluationsSince;
    m_unreported = checkpoint.unmeasured;
    m_secondsBefore = checkpoint.seconds;
    return {};
}

} // namespace vitrine::train
