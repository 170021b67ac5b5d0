#include "app/workspace/sample_set.h"

#include <algorithm>
#include <utility>

namespace vitrine::app {

SampleSet::SampleSet(Workspace& workspace, Generator& generator, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_generator(generator) {
    connect(&workspace, &Workspace::modelChanged, this, &SampleSet::clear);
    connect(&generator, &Generator::runningChanged, this, [this](bool running) {
        // Someone else's run has replaced ours, or it was cancelled.
        if (!running && isRunning()) {
            end();
        }
    });
}

void SampleSet::drawContinuations(int count) {
    Sample sample;
    sample.prompt = m_workspace.ids(m_workspace.tokenCount());
    sample.options = m_workspace.options();
    std::vector<Sample> samples;
    const auto seed = sample.options.seed.value_or(1);
    for (int i = 0; i < count; ++i) {
        sample.options.seed = seed + static_cast<std::uint64_t>(i);
        samples.push_back(sample);
    }
    draw(std::move(samples));
}

void SampleSet::draw(std::vector<Sample> samples) {
    m_generator.cancel();
    m_samples = std::move(samples);
    m_origin = m_workspace.tree().current();
    Q_EMIT reset();
    m_running = -1;
    runNext();
}

void SampleSet::clear() {
    m_samples.clear();
    m_running = -1;
    Q_EMIT reset();
}

void SampleSet::stop() {
    if (isRunning()) {
        m_samples.resize(static_cast<std::size_t>(m_running) + 1);
        m_generator.stop();
    }
}

void SampleSet::runNext() {
    const int next = m_running + 1;
    if (next >= static_cast<int>(m_samples.size())) {
        end();
        return;
    }
    m_running = next;
    m_tip = m_origin;
    auto& sample = m_samples[static_cast<std::size_t>(next)];
    sample.state = Sample::State::Running;
    Generator::Run run;
    run.ids = sample.prompt;
    run.options = sample.options;
    run.onTokens = [this](const std::vector<GeneratedToken>& tokens) { receive(tokens); };
    run.onFinished = [this](const Expected<GenerationResult>& result) { finish(result); };
    Q_EMIT changed(next);
    m_generator.start(std::move(run));
}

void SampleSet::receive(const std::vector<GeneratedToken>& tokens) {
    auto& sample = m_samples[static_cast<std::size_t>(m_running)];
    std::vector<BranchNode> nodes;
    for (const auto& token : tokens) {
        sample.ids.push_back(token.id);
        sample.bytes += token.bytes;
        sample.logProbability += token.logProbability;
        nodes.push_back(branchNode(token));
    }
    if (sample.keptInTree) {
        m_tip = m_workspace.grow(m_tip, std::move(nodes), /*follow=*/false);
    }
    Q_EMIT changed(m_running);
}

void SampleSet::finish(const Expected<GenerationResult>& result) {
    auto& sample = m_samples[static_cast<std::size_t>(m_running)];
    sample.state = Sample::State::Done;
    if (!result) {
        Q_EMIT failed(result.error());
        end();
        return;
    }
    Q_EMIT changed(m_running);
    runNext();
}

void SampleSet::end() {
    if (m_running >= 0 && m_running < static_cast<int>(m_samples.size())) {
        m_samples[static_cast<std::size_t>(m_running)].state = Sample::State::Done;
    }
    m_running = -1;
    Q_EMIT finished();
}

} // namespace vitrine::app
