#pragma once

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/task_offers.h"
#include "app/workspace/workspace.h"
#include "engine/api/task_model.h"
#include "engine/values/error.h"
#include "engine/values/input_attribution.h"

namespace vitrine::app {

/// Puts the text under glass to the model at hand, where that was trained for a task, and explains
/// the answer. Follows the workspace by itself; a newer question replaces an older one.
class TaskSolver : public QObject {
    Q_OBJECT
public:
    TaskSolver(Workspace& workspace, QObject* parent);

    /// Nothing is asked while nobody looks; it begins paused.
    void setPaused(bool paused);

    /// The model at hand and what it can do; nothing before it is known.
    const std::optional<OfferedModel>& offer() const { return m_offer; }
    /// Null where the model has no head for a task, and while it loads.
    const std::shared_ptr<const api::TaskModel>& model() const { return m_model; }

    /// What is asked of the text under glass, where the task is to answer questions.
    void setQuestion(std::string question);
    const std::string& question() const { return m_question; }

    /// Explains one part of the last answer; explained() follows.
    void explainLabel(const std::string& label);
    void explainTag(std::size_t wordBegin, const std::string& tag);
    void explainAnswer(const AnswerSpan& span);

Q_SIGNALS:
    void modelChanged(); ///< offer() or model()
    void classified(const std::vector<vitrine::LabelProbability>& labels);
    void tagged(const vitrine::TaggedText& tagged);
    void answered(const vitrine::Answers& answers);
    void nothingAsked(); ///< there is no text, or no question
    void explained(const vitrine::InputAttribution& attribution);
    void failed(const vitrine::Error& error);

private:
    void adoptModel();
    void ask();
    template <typename Answer, typename Ask>
    void request(Ask ask, void (TaskSolver::*done)(const Answer&));
    template <typename Ask>
    void explain(Ask ask);
    void report(const Error& error);

    Workspace& m_workspace;
    bool m_paused = true;
    bool m_outdated = false; ///< something has changed while nobody looked
    std::optional<OfferedModel> m_offer;
    std::shared_ptr<const api::TaskModel> m_model;
    std::string m_question;
    JobQueue m_queue;
    LatestRequest m_load{m_queue};
    LatestRequest m_answer{m_queue};
    LatestRequest m_explanation{m_queue};
};

} // namespace vitrine::app
