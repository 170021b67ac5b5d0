#include "widgets/layers/logit_lens_model.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/color_scale.h"
#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double lastColoredRank = 1000;
constexpr std::size_t tooltipTokens = 5;

/// Black or white, whichever reads better on `background`.
QColor readableOn(const QColor& background) {
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double luminance = 0.2126 * linear(background.redF())
        + 0.7152 * linear(background.greenF()) + 0.0722 * linear(background.blueF());
    constexpr double equalContrast = 0.179; // with black and with white (WCAG 2)
    return luminance > equalContrast ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace

LogitLensModel::LogitLensModel(QObject* parent) : QAbstractTableModel(parent) {
}

void LogitLensModel::reset(int depths, const QStringList& tokens) {
    beginResetModel();
    m_depths = depths;
    m_tokens = tokens;
    m_columns.assign(static_cast<std::size_t>(tokens.size()), {});
    endResetModel();
}

void LogitLensModel::addColumns(const LogitLens& lens) {
    const int end = std::min(lens.firstPosition + lens.positions, columnCount());
    if (lens.depths != m_depths || lens.firstPosition >= end)
        return;
    for (int position = lens.firstPosition; position < end; ++position) {
        Column& column = m_columns[static_cast<std::size_t>(position)];
        column.target = lens.targets[static_cast<std::size_t>(position - lens.firstPosition)];
        column.cells.clear();
        for (int depth = 0; depth < m_depths; ++depth)
            column.cells.push_back(lens.at(depth, position));
    }
    Q_EMIT dataChanged(index(0, lens.firstPosition), index(m_depths - 1, end - 1));
}

bool LogitLensModel::isKnown(int column) const {
    return !m_columns[static_cast<std::size_t>(column)].cells.empty();
}

const LogitLensCell* LogitLensModel::cell(int depth, int column) const {
    if (column < 0 || column >= columnCount() || depth < 0 || depth >= m_depths || !isKnown(column))
        return nullptr;
    return &m_columns[static_cast<std::size_t>(column)].cells[static_cast<std::size_t>(depth)];
}

void LogitLensModel::setMeasure(Measure measure) {
    m_measure = measure;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LogitLensModel::setTheme(const Theme& theme) {
    m_theme = theme;
    setMeasure(m_measure);
}

int LogitLensModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_depths;
}

int LogitLensModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant LogitLensModel::data(const QModelIndex& index, int role) const {
    const LogitLensCell* shown = cell(index.row(), index.column());
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*shown);
    case Qt::BackgroundRole:
        return ColorScale::sequential(m_theme).at(share(*shown));
    case Qt::ForegroundRole:
        return readableOn(ColorScale::sequential(m_theme).at(share(*shown)));
    case Qt::ToolTipRole:
        return tooltip(*shown);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignCenter));
    case exportRole:
        return m_measure == Measure::TopProbability ? QVariant(text(*shown) + QLatin1Char(' ')
                   + QString::number(shown->top.empty() ? 0.0 : shown->top.front().probability))
                                                    : QVariant(measured(*shown));
    default:
        return {};
    }
}

QVariant LogitLensModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal) {
        if (role == Qt::DisplayRole)
            return m_tokens.value(section);
        if (role == Qt::ToolTipRole)
            return tr("token %1").arg(section + 1);
        return {};
    }
    if (role == Qt::DisplayRole)
        return section == 0 ? tr("embeddings") : tr("layer %1").arg(section - 1);
    if (role == Qt::ToolTipRole && section == m_depths - 1)
        return tr("The model's own output");
    return {};
}

void LogitLensModel::retranslate() {
    if (m_depths > 0)
        Q_EMIT headerDataChanged(Qt::Vertical, 0, m_depths - 1);
}

QString LogitLensModel::text(const LogitLensCell& cell) const {
    if (m_measure == Measure::TargetRank)
        return cell.targetRank > 0 ? formatCount(cell.targetRank) : QString();
    if (m_measure == Measure::TargetProbability)
        return cell.targetRank > 0 ? formatPercent(cell.targetProbability) : QString();
    return cell.top.empty() ? QString() : tokenText(cell.top.front().bytes);
}

double LogitLensModel::measured(const LogitLensCell& cell) const {
    return m_measure == Measure::TargetRank ? cell.targetRank : cell.targetProbability;
}

double LogitLensModel::share(const LogitLensCell& cell) const {
    if (m_measure == Measure::TopProbability)
        return cell.top.empty() ? 0.0 : cell.top.front().probability;
    if (m_measure == Measure::TargetProbability || cell.targetRank == 0)
        return cell.targetProbability;
    return 1 - std::log(cell.targetRank) / std::log(lastColoredRank);
}

QString LogitLensModel::tooltip(const LogitLensCell& cell) const {
    QStringList lines;
    for (std::size_t i = 0; i < std::min(cell.top.size(), tooltipTokens); ++i)
        lines += QStringLiteral("%1  %2").arg(
            tokenText(cell.top[i].bytes), formatProbability(cell.top[i].probability));
    lines += tr("entropy %1 bits").arg(formatBits(cell.entropy));
    if (cell.targetRank > 0)
        lines += tr("what is really there: %1, rank %2")
                     .arg(formatProbability(cell.targetProbability), formatCount(cell.targetRank));
    return lines.join(QLatin1Char('\n'));
}

} // namespace vitrine::widgets
