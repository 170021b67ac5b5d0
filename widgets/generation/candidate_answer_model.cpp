#include "widgets/generation/candidate_answer_model.h"

#include <cmath>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::widgets {

namespace {

QVariant alignmentOf(int column) {
    const bool words = column == CandidateAnswerModel::Text;
    return QVariant((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

} // namespace

CandidateAnswerModel::CandidateAnswerModel(QObject* parent) : QAbstractTableModel(parent) {
}

void CandidateAnswerModel::setAnswers(std::vector<CandidateAnswer> answers) {
    beginResetModel();
    m_answers = std::move(answers);
    endResetModel();
}

void CandidateAnswerModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int CandidateAnswerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_answers.size());
}

int CandidateAnswerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CandidateAnswerModel::data(const QModelIndex& index, int role) const {
    const CandidateAnswer& answer = m_answers[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case Qt::ToolTipRole:
        return tooltip(answer);
    case ShareDelegate::shareRole:
        return column == Text ? QVariant(answer.share) : QVariant();
    case Qt::DisplayRole:
    case exportRole:
        if (column == Text)
            return answer.right && role == Qt::DisplayRole ? answer.text + QStringLiteral(" ✓")
                                                           : answer.text;
        return number(answer, column, role);
    default:
        return {};
    }
}

QVariant CandidateAnswerModel::number(
    const CandidateAnswer& answer, Column column, int role) const {
    const bool plain = role == exportRole;
    if (column == Share)
        return plain ? QVariant(answer.share) : QVariant(formatPercent(answer.share));
    const double nats = column == PerToken ? perToken(answer) : answer.logProbability;
    return plain ? QVariant(nats) : QVariant(formatNumber(nats, 2));
}

QString CandidateAnswerModel::tooltip(const CandidateAnswer& answer) const {
    return tr("%1: %n token(s), probability %2", nullptr, answer.tokens)
        .arg(answer.text, formatProbability(std::exp(answer.logProbability)));
}

QVariant CandidateAnswerModel::headerData(
    int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool told = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case Text:
        return told ? tr("An answer that may be given") : tr("Answer");
    case Share:
        return told ? tr("Its probability among the candidates: together they have 1")
                    : tr("share");
    case LogProbability:
        return told ? tr("Natural logarithm of its probability: the sum over its tokens, in nats")
                    : QStringLiteral("ln p");
    case PerToken:
        return told ? tr("The same divided by its tokens, so that long answers are not at a loss")
                    : tr("/ token");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::widgets
