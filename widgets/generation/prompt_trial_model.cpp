#include "widgets/generation/prompt_trial_model.h"

#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"

namespace vitrine::widgets {

namespace {

QVariant alignmentOf(int column) {
    const bool words = column == PromptTrialModel::Continuation;
    return QVariant((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

// What the columns of each compared answer hold, in this order.
enum Measure { Share, LogProbability, PerToken, MeasureCount };

Measure measureOf(int column) {
    return static_cast<Measure>((column - PromptTrialModel::ColumnCount) % MeasureCount);
}

QVariant measured(const CandidateAnswer& answer, Measure measure, bool plain) {
    if (measure == Share)
        return plain ? QVariant(answer.share) : QVariant(formatPercent(answer.share));
    const double nats = measure == PerToken ? perToken(answer) : answer.logProbability;
    return plain ? QVariant(nats) : QVariant(formatNumber(nats, 2));
}

} // namespace

PromptTrialModel::PromptTrialModel(QObject* parent) : QAbstractTableModel(parent) {
}

void PromptTrialModel::setTrials(std::vector<PromptTrial> trials) {
    beginResetModel();
    m_trials = std::move(trials);
    endResetModel();
}

void PromptTrialModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int PromptTrialModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_trials.size());
}

int PromptTrialModel::columnCount(const QModelIndex& parent) const {
    const auto compared = m_trials.empty() ? 0 : m_trials.front().candidates.size();
    return parent.isValid() ? 0 : ColumnCount + static_cast<int>(compared) * MeasureCount;
}

const CandidateAnswer* PromptTrialModel::candidateAt(const PromptTrial& trial, int column) const {
    const auto place = static_cast<std::size_t>((column - ColumnCount) / MeasureCount);
    return place < trial.candidates.size() ? &trial.candidates[place] : nullptr;
}

QVariant PromptTrialModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role != Qt::DisplayRole && role != exportRole)
        return {};
    const PromptTrial& trial = m_trials[static_cast<std::size_t>(index.row())];
    if (index.column() >= ColumnCount) {
        const auto* answer = candidateAt(trial, index.column());
        return answer ? measured(*answer, measureOf(index.column()), role == exportRole)
                      : QVariant();
    }
    switch (static_cast<Column>(index.column())) {
    case Shots:
        return trial.shots;
    case Probability:
        if (!trial.answerProbability)
            return {};
        return role == exportRole ? QVariant(*trial.answerProbability)
                                  : QVariant(formatProbability(*trial.answerProbability));
    case Continuation:
        return trial.continuation;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PromptTrialModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    if (section >= ColumnCount) {
        const auto& answer = candidateAt(m_trials.front(), section)->text;
        switch (measureOf(section)) {
        case Share:
            return tr("share of %1").arg(answer);
        case LogProbability:
            return QStringLiteral("ln p(%1)").arg(answer);
        default:
            return tr("ln p(%1) per token").arg(answer);
        }
    }
    switch (static_cast<Column>(section)) {
    case Shots:
        return tr("Examples");
    case Probability:
        return tr("p (right answer)");
    case Continuation:
        return tr("What the model says");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::widgets
