#include "app/workspace/task_solver.h"

#include <utility>

namespace vitrine::app {

namespace {

/// A model as the solver needs it.
struct Loaded {
    OfferedModel offer;
    std::shared_ptr<const api::TaskModel> model; ///< null without a head for a task
};

Expected<Loaded> load(const ModelInfo& info, const DevicePlacement& placement) {
    Loaded loaded{readOffer(info), nullptr};
    if (!loaded.offer.task) {
        return loaded;
    }
    LoadOptions options;
    options.device = placement.device == DeviceKind::Cuda ? DeviceChoice::Cuda : DeviceChoice::Cpu;
    options.threads = placement.threads;
    return api::TaskModel::load(info.path, options)
        .map([&](std::shared_ptr<const api::TaskModel> model) {
            loaded.model = std::move(model);
            return loaded;
        });
}

} // namespace

TaskSolver::TaskSolver(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, [this] {
        m_offer.reset();
        m_model.reset();
        m_outdated = true;
        adoptModel();
    });
    connect(&workspace, &Workspace::textChanged, this, &TaskSolver::ask);
    m_outdated = workspace.model() != nullptr;
}

void TaskSolver::setPaused(bool paused) {
    m_paused = paused;
    if (m_outdated && !m_paused) {
        m_offer ? ask() : adoptModel();
    }
}

void TaskSolver::adoptModel() {
    m_answer.cancel();
    m_explanation.cancel();
    if (m_paused || !m_workspace.model()) {
        m_load.cancel();
        Q_EMIT modelChanged();
        return;
    }
    m_load.request(
        [info = m_workspace.model()->info(), placement = m_workspace.model()->placement()](
            const std::stop_token&) { return load(info, placement); },
        [this](Expected<Loaded> loaded) {
            if (!loaded) {
                Q_EMIT failed(loaded.error());
                return;
            }
            m_offer = std::move(loaded->offer);
            m_model = std::move(loaded->model);
            Q_EMIT modelChanged();
            ask();
        });
    Q_EMIT modelChanged();
}

void TaskSolver::setQuestion(std::string question) {
    if (std::exchange(m_question, std::move(question)) != m_question) {
        ask();
    }
}

template <typename Answer, typename Ask>
void TaskSolver::request(Ask ask, void (TaskSolver::*done)(const Answer&)) {
    m_answer.request(std::move(ask), [this, done](const Expected<Answer>& answer) {
        if (answer) {
            Q_EMIT(this->*done)(*answer);
        } else {
            report(answer.error());
        }
    });
}

void TaskSolver::ask() {
    m_explanation.cancel();
    m_outdated = m_paused;
    if (m_paused || !m_model) {
        m_answer.cancel();
        return;
    }
    const auto model = m_model;
    const auto text = m_workspace.text();
    switch (model->task().kind) {
    case TaskKind::Classification:
        request<std::vector<LabelProbability>>(
            [=, second = m_workspace.secondText()](
                const std::stop_token& stop) { return model->classify(text, second, stop); },
            &TaskSolver::classified);
        return;
    case TaskKind::Tagging:
        request<TaggedText>([=](const std::stop_token& stop) { return model->tag(text, stop); },
            &TaskSolver::tagged);
        return;
    case TaskKind::QuestionAnswering:
        request<Answers>(
            [=, question = m_question](const std::stop_token& stop) {
                return model->answer(question, text, {.top = 5}, stop);
            },
            &TaskSolver::answered);
        return;
    }
}

template <typename Ask>
void TaskSolver::explain(Ask ask) {
    if (!m_model) {
        return;
    }
    m_explanation.request([model = m_model, text = m_workspace.text(), ask = std::move(ask)](
                              const std::stop_token& stop) { return ask(*model, text, stop); },
        [this](const Expected<InputAttribution>& attribution) {
            if (attribution) {
                Q_EMIT explained(*attribution);
            } else {
                report(attribution.error());
            }
        });
}

void TaskSolver::explainLabel(const std::string& label) {
    explain([label, second = m_workspace.secondText()](
                const auto& model, const std::string& text, const std::stop_token& stop) {
        return model.attributeLabel(text, second, label, stop);
    });
}

void TaskSolver::explainTag(std::size_t wordBegin, const std::string& tag) {
    explain([=](const auto& model, const std::string& text, const std::stop_token& stop) {
        return model.attributeTag(text, wordBegin, tag, stop);
    });
}

void TaskSolver::explainAnswer(const AnswerSpan& span) {
    explain([span, question = m_question](
                const auto& model, const std::string& text, const std::stop_token& stop) {
        return model.attributeAnswer(question, text, span, stop);
    });
}

void TaskSolver::report(const Error& error) {
    if (error.code == ErrorCode::PromptEmpty) {
        Q_EMIT nothingAsked();
    } else if (error.code != ErrorCode::Interrupted) {
        Q_EMIT failed(error);
    }
}

} // namespace vitrine::app
