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

} // namespace

PromptTrialModel::PromptTrialModel(QObject* parent) : QAbstractTableModel(parent) {
}

void PromptTrialModel::setTrials(std::vector<PromptTrial> trials) {
    beginResetModel();
    m_trials = std::move(trials);
    endResetModel();
}

void PromptTrialModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int PromptTrialModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_trials.size());
}

int PromptTrialModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PromptTrialModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role != Qt::DisplayRole && role != exportRole)
        return {};
    const PromptTrial& trial = m_trials[static_cast<std::size_t>(index.row())];
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
