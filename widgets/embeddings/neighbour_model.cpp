#include "widgets/embeddings/neighbour_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::widgets {

namespace {

constexpr int Decimals = 3;

} // namespace

QString measureText(SimilarityMeasure measure) {
    switch (measure) {
    case SimilarityMeasure::Cosine:
        return NeighbourModel::tr("cosine");
    case SimilarityMeasure::DotProduct:
        return NeighbourModel::tr("dot product");
    case SimilarityMeasure::Euclidean:
        return NeighbourModel::tr("distance");
    }
    return {};
}

NeighbourModel::NeighbourModel(QObject* parent) : QAbstractTableModel(parent) {
}

void NeighbourModel::setNeighbours(
    std::vector<WordNeighbour> neighbours, SimilarityMeasure measure) {
    beginResetModel();
    m_neighbours = std::move(neighbours);
    m_measure = measure;
    endResetModel();
}

void NeighbourModel::setCheckable(bool checkable) {
    m_checkable = checkable;
}

void NeighbourModel::setChosen(std::set<std::string> words) {
    m_chosen = std::move(words);
    if (!m_neighbours.empty()) {
        Q_EMIT dataChanged(index(0, Word), index(rowCount() - 1, Word), {Qt::CheckStateRole});
    }
}

void NeighbourModel::setMarked(const QStringList& words) {
    if (words == m_marked) {
        return;
    }
    m_marked = words;
    if (!m_neighbours.empty()) {
        Q_EMIT dataChanged(
            index(0, 0), index(rowCount() - 1, ColumnCount - 1), {ShareDelegate::markedRole});
    }
}

void NeighbourModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int NeighbourModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_neighbours.size());
}

int NeighbourModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

/// Of the length of a bar: a cosine as it is, anything else beside the largest shown.
double NeighbourModel::share(const WordNeighbour& neighbour) const {
    if (m_measure == SimilarityMeasure::Cosine) {
        return std::clamp(neighbour.score, 0.0, 1.0);
    }
    const auto largest = std::ranges::max(
        m_neighbours, {}, [](const WordNeighbour& each) { return std::fabs(each.score); });
    return largest.score == 0 ? 0
                              : std::clamp(neighbour.score / std::fabs(largest.score), 0.0, 1.0);
}

QVariant NeighbourModel::data(const QModelIndex& index, int role) const {
    const auto& neighbour = m_neighbours[static_cast<std::size_t>(index.row())];
    if (role == ShareDelegate::markedRole) {
        return m_marked.contains(QString::fromStdString(neighbour.word));
    }
    if (index.column() == Word) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
            return QString::fromStdString(neighbour.word);
        }
        if (role == Qt::CheckStateRole && m_checkable) {
            return m_chosen.contains(neighbour.word) ? Qt::Checked : Qt::Unchecked;
        }
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return formatNumber(neighbour.score, Decimals);
    case exportRole:
        return neighbour.score;
    case ShareDelegate::shareRole:
        return share(neighbour);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant NeighbourModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (orientation == Qt::Vertical) {
        return section + 1;
    }
    return section == Word ? tr("word") : measureText(m_measure);
}

Qt::ItemFlags NeighbourModel::flags(const QModelIndex& index) const {
    auto flags = QAbstractTableModel::flags(index);
    if (index.column() == Word && m_checkable) {
        flags |= Qt::ItemIsUserCheckable;
    }
    return flags;
}

bool NeighbourModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || index.column() != Word) {
        return false;
    }
    const auto& word = m_neighbours[static_cast<std::size_t>(index.row())].word;
    const bool chosen = value.toInt() == Qt::Checked;
    chosen ? (void)m_chosen.insert(word) : (void)m_chosen.erase(word);
    Q_EMIT dataChanged(index, index, {role});
    Q_EMIT chosenChanged(QString::fromStdString(word), chosen);
    return true;
}

} // namespace vitrine::widgets
