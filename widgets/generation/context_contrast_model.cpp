#include "widgets/generation/context_contrast_model.h"

#include <algorithm>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::widgets {

namespace {

bool isText(int column) {
    return column == ContextContrastModel::LeftText || column == ContextContrastModel::BothText;
}

bool isNumber(int column) {
    return column == ContextContrastModel::LeftNumber || column == ContextContrastModel::BothNumber;
}

} // namespace

ContextContrastModel::ContextContrastModel(QObject* parent) : QAbstractTableModel(parent) {
}

void ContextContrastModel::setLeft(ContextView left) {
    m_left = std::move(left);
    changed();
}

void ContextContrastModel::setBoth(ContextView both) {
    m_both = std::move(both);
    changed();
}

void ContextContrastModel::setWord(const QString& word) {
    m_word = word;
    changed();
}

void ContextContrastModel::retranslate() {
    changed();
}

void ContextContrastModel::changed() {
    Q_EMIT dataChanged(index(0, 0), index(RowCount - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ContextContrastModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : RowCount;
}

int ContextContrastModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ContextContrastModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole)
        return QVariant(
            (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const bool plain = role == exportRole;
    const ContextView& view = index.column() < BothText ? m_left : m_both;
    const bool isCandidate = index.row() >= FirstCandidate && index.row() < Word;
    if (role == ShareDelegate::shareRole && isCandidate && isText(index.column()))
        return shareOf(view, index.row());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && !plain)
        return {};
    if (index.column() == What)
        return nameOf(index.row());
    return isNumber(index.column()) ? numberOf(view, index.row(), plain)
                                    : textOf(view, index.row());
}

QString ContextContrastModel::nameOf(int row) const {
    switch (row) {
    case Seen:
        return tr("sees");
    case Word:
        //: %1 is the word that stands in the text
        return m_word.isEmpty() ? tr("written there") : tr("p(%1)").arg(m_word);
    case Entropy:
        return tr("entropy");
    default:
        return QString::number(row - FirstCandidate + 1);
    }
}

QVariant ContextContrastModel::textOf(const ContextView& view, int row) const {
    if (row == Seen)
        return view.seen;
    const auto candidate = static_cast<std::size_t>(row - FirstCandidate);
    return row < Word && candidate < view.candidates.size()
        ? QVariant(tokenText(view.candidates[candidate].bytes))
        : QVariant();
}

QVariant ContextContrastModel::numberOf(const ContextView& view, int row, bool plain) const {
    std::optional<double> number;
    if (row == Word)
        number = view.probability;
    else if (row == Entropy)
        number = view.entropy;
    else if (row >= FirstCandidate
        && static_cast<std::size_t>(row - FirstCandidate) < view.candidates.size())
        number = view.candidates[static_cast<std::size_t>(row - FirstCandidate)].probability;
    if (!number)
        return {};
    if (plain)
        return *number;
    //: entropy in bits
    return row == Entropy ? tr("%1 bits").arg(formatBits(*number)) : formatProbability(*number);
}

QVariant ContextContrastModel::shareOf(const ContextView& view, int row) const {
    double largest = 0; // of both models, so that their bars compare
    for (const ContextView* each : {&m_left, &m_both}) {
        if (!each->candidates.empty())
            largest = std::max<double>(largest, each->candidates.front().probability);
    }
    const QVariant probability = numberOf(view, row, /*plain=*/true);
    return probability.isValid() ? probability.toDouble() / largest : probability;
}

QVariant ContextContrastModel::headerData(
    int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const bool tip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !tip)
        return {};
    switch (section) {
    case LeftText:
        return tip ? tr("%1 reads from left to right: it sees only what stands before the gap")
                         .arg(m_left.model)
                   : QStringLiteral("GPT");
    case BothText:
        return tip ? tr("%1 sees what stands before and after the gap").arg(m_both.model)
                   : QStringLiteral("BERT");
    case LeftNumber:
    case BothNumber:
        return tip ? tr("Probability") : QStringLiteral("p");
    default:
        return {};
    }
}

} // namespace vitrine::widgets
