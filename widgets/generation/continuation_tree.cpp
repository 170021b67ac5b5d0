#include "widgets/generation/continuation_tree.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

namespace {

constexpr double nodePadding = 8;
constexpr double nodeMargin = 6; // above and below a node's text
constexpr double columnGap = 44;
constexpr double figureMargin = 12;
constexpr double smallestScale = 0.15;
constexpr double largestScale = 4;
constexpr double largestFit = 1.5; // of a small tree, for the last row
constexpr double wheelStep = 1.2; // zoom of one notch
constexpr double notch = 120;
constexpr double thinnestEdge = 1;
constexpr double edgeGain = 5; // pixels that probability 1 adds
constexpr qsizetype longestName = 24; // characters of the prompt's end, or of a run
constexpr int shortestRun = 4;

} // namespace

ContinuationTree::ContinuationTree(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    retranslate();
}

void ContinuationTree::setNodes(std::vector<BranchNode> nodes, int current) {
    m_nodes = std::move(nodes);
    m_current = current;
    const int last = static_cast<int>(m_nodes.size()) - 1;
    m_cursor = std::min(m_cursor, last);
    m_hovered = std::min(m_hovered, last);
    m_runs = branchRuns(m_nodes, current, shortestRun);
    m_runOfNode = runsOfNodes(m_nodes, m_runs);
    m_onPath.assign(m_runs.size(), false);
    for (const int node : pathTo(m_nodes, current))
        m_onPath[static_cast<std::size_t>(runOf(node))] = true;
    measure();
}

void ContinuationTree::setEditable(bool editable) {
    m_editable = editable;
}

QSize ContinuationTree::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(520), theme.px(320)};
}

QSize ContinuationTree::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(200), theme.px(120)};
}

QSize ContinuationTree::figureSize() const {
    const Theme theme = Theme::of(this);
    const double margin = 2 * theme.px(figureMargin);
    const double caption = QFontMetricsF(theme.monoFont(TextSize::Rail)).height();
    return (m_geometry.bounds().size() + QSizeF(margin, margin + caption)).toSize();
}

void ContinuationTree::paintFigure(QPainter& painter, const QSize& size) const {
    const QSizeF natural = figureSize();
    const double scale = std::min(size.width() / natural.width(), size.height() / natural.height());
    const double margin = Theme::of(this).px(figureMargin);
    painter.save();
    painter.scale(scale, scale);
    painter.translate(margin, margin);
    paintTree(painter);
    painter.restore();
}

QRect ContinuationTree::nodeRect(int node) const {
    const QRectF rect = m_geometry.rect(runOf(node));
    return QRectF(rect.topLeft() * m_scale + m_offset, rect.size() * m_scale).toAlignedRect();
}

void ContinuationTree::fit() {
    const QSizeF tree = figureSize();
    m_scale = std::clamp(
        std::min(width() / tree.width(), height() / tree.height()), smallestScale, largestFit);
    keepFilled();
    m_following = true;
    update();
}

void ContinuationTree::paintEvent(QPaintEvent* /*event*/) {
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(m_offset);
    painter.scale(m_scale, m_scale);
    paintTree(painter);
    const auto outline = [&](int node, ColorRole role) {
        if (node < 0)
            return;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(role), theme.px(2)));
        painter.drawRoundedRect(m_geometry.rect(runOf(node)), theme.px(5), theme.px(5));
    };
    outline(m_hovered, ColorRole::Faint);
    if (hasFocus())
        outline(m_cursor, ColorRole::Accent);
}

void ContinuationTree::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    follow();
}

void ContinuationTree::keyPressEvent(QKeyEvent* event) {
    using Direction = BranchTreeGeometry::Direction;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(Direction::Left);
    case Qt::Key_Right:
        return moveCursor(Direction::Right);
    case Qt::Key_Up:
        return moveCursor(Direction::Up);
    case Qt::Key_Down:
        return moveCursor(Direction::Down);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAt(rect().center(), wheelStep);
    case Qt::Key_Minus:
        return zoomAt(rect().center(), 1 / wheelStep);
    case Qt::Key_0:
        return fit();
    default:
        break;
    }
    const bool walks = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    const bool onNode = m_cursor >= 0 && !(event->modifiers() & Qt::ControlModifier);
    if (onNode && walks)
        Q_EMIT nodeActivated(m_cursor);
    else if (onNode && m_editable && event->key() == Qt::Key_Delete)
        requestDeletion(m_cursor);
    else
        QWidget::keyPressEvent(event);
}

void ContinuationTree::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_dragStart = event->position();
    m_dragOffset = m_offset;
    m_dragging = false;
}

void ContinuationTree::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) {
        setHovered(nodeAt(event->position()));
        return;
    }
    const QPointF moved = event->position() - m_dragStart;
    if (moved.manhattanLength() >= QApplication::startDragDistance())
        m_dragging = true;
    if (!m_dragging)
        return;
    m_following = false;
    m_offset = m_dragOffset + moved;
    update();
}

void ContinuationTree::mouseReleaseEvent(QMouseEvent* event) {
    const bool dragged = std::exchange(m_dragging, false);
    const int node = nodeAt(event->position());
    if (dragged || event->button() != Qt::LeftButton || node < 0)
        return;
    setCursorNode(node);
    Q_EMIT nodeActivated(node);
}

void ContinuationTree::mouseDoubleClickEvent(QMouseEvent* event) {
    if (nodeAt(event->position()) < 0)
        fit();
}

void ContinuationTree::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        event->ignore(); // the window's own zoom
        return;
    }
    zoomAt(event->position(), std::pow(wheelStep, event->angleDelta().y() / notch));
    event->accept();
}

void ContinuationTree::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    setHovered(-1);
}

void ContinuationTree::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int node = byKey ? m_cursor : nodeAt(event->pos());
    QMenu menu(this);
    fillMenu(menu, node);
    menu.exec(byKey && node >= 0 ? mapToGlobal(nodeRect(node).bottomLeft()) : event->globalPos());
}

void ContinuationTree::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (m_cursor < 0)
        setCursorNode(m_current);
}

void ContinuationTree::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (isThemeChange(*event))
        measure();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool ContinuationTree::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = nodeAt(help->pos());
        QToolTip::showText(help->globalPos(), node >= 0 ? pathText(node) : toolTip(), this);
        return true;
    }
    return QWidget::event(event);
}

void ContinuationTree::measure() {
    const Theme theme = Theme::of(this);
    const QFontMetricsF text(theme.monoFont(TextSize::Body));
    const QFontMetricsF caption(theme.monoFont(TextSize::Rail));
    std::vector<BranchTreeGeometry::Node> nodes;
    for (int i = 0; i < static_cast<int>(m_runs.size()); ++i) {
        const double width
            = std::max(text.horizontalAdvance(runText(i)) + 2 * theme.px(nodePadding),
                caption.horizontalAdvance(captionOf(i)));
        nodes.push_back({m_runs[static_cast<std::size_t>(i)].parent, width});
    }
    const double height = text.height() + 2 * theme.px(nodeMargin);
    m_geometry = BranchTreeGeometry(nodes,
        {height, static_cast<double>(theme.px(columnGap)),
            caption.height() + theme.px(nodeMargin)});
    follow();
}

void ContinuationTree::follow() {
    if (m_following && !m_nodes.empty()) {
        fit();
        constexpr double readable = 0.6;
        if (m_scale < readable) { // then its rows, and the end of the path that grows
            m_scale
                = std::clamp(static_cast<double>(height()) / figureSize().height(), readable, 1.0);
            reveal(m_current);
        }
    }
    update();
}

void ContinuationTree::retranslate() {
    setAccessibleName(tr("Branches"));
    setAccessibleDescription(tr("Every continuation that was kept; arrow keys move through it and "
                                "Return continues from a token"));
    update();
}

void ContinuationTree::zoomAt(const QPointF& point, double factor) {
    const double scale = std::clamp(m_scale * factor, smallestScale, largestScale);
    m_offset = point - (point - m_offset) * (scale / m_scale);
    m_scale = scale;
    m_following = false;
    update();
}

void ContinuationTree::moveCursor(BranchTreeGeometry::Direction direction) {
    const int from = m_cursor >= 0 ? m_cursor : m_current;
    const int run = from >= 0 ? m_geometry.neighbour(runOf(from), direction) : -1;
    if (run < 0)
        return;
    const int node = m_runs[static_cast<std::size_t>(run)].last;
    setCursorNode(node);
    const QRect shown = nodeRect(node);
    if (!rect().contains(shown))
        reveal(node);
}

void ContinuationTree::setCursorNode(int node) {
    m_cursor = node;
    if (node >= 0)
        setAccessibleDescription(
            QStringLiteral("%1 %2").arg(pathText(node), captionOf(runOf(node))));
    update();
}

void ContinuationTree::setHovered(int node) {
    if (node == m_hovered)
        return;
    m_hovered = node;
    setCursor(node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT nodeHovered(node);
}

void ContinuationTree::reveal(int node) {
    if (node < 0)
        return;
    // Right of the middle, since what comes before a token says where it is.
    constexpr double place = 0.65;
    const QPointF wanted(width() * place, height() / 2.0);
    m_offset = wanted - m_geometry.rect(runOf(node)).center() * m_scale;
    keepFilled();
    update();
}

void ContinuationTree::keepFilled() {
    // No empty room beside a tree that is larger than the view; a smaller one is seen whole.
    const double margin = Theme::of(this).px(figureMargin);
    const auto kept = [&](double offset, double tree, double view, double aside) {
        const double slack = view - tree * m_scale;
        const double moved
            = slack >= 0 ? slack * aside : std::clamp(offset - margin * m_scale, slack, 0.0);
        return moved + margin * m_scale;
    };
    const QSizeF tree = figureSize();
    m_offset.setX(kept(m_offset.x(), tree.width(), width(), 0.0));
    m_offset.setY(kept(m_offset.y(), tree.height(), height(), 0.5));
}

void ContinuationTree::requestDeletion(int node) {
    Q_EMIT deleteRequested(m_runs[static_cast<std::size_t>(runOf(node))].first);
}

int ContinuationTree::runOf(int node) const {
    return m_runOfNode[static_cast<std::size_t>(node)];
}

int ContinuationTree::nodeAt(const QPointF& point) const {
    const int run = m_geometry.nodeAt((point - m_offset) / m_scale);
    return run < 0 ? -1 : m_runs[static_cast<std::size_t>(run)].last;
}

void ContinuationTree::fillMenu(QMenu& menu, int node) {
    const auto add = [&](const QString& text, auto&& run) {
        connect(menu.addAction(text), &QAction::triggered, this, run);
    };
    if (node >= 0) {
        add(tr("Continue from here"), [this, node] { Q_EMIT nodeActivated(node); });
        add(tr("Copy the text up to here"),
            [this, node] { QApplication::clipboard()->setText(pathText(node)); });
    }
    const bool branch
        = node >= 0 && m_editable && m_nodes[static_cast<std::size_t>(node)].parent >= 0;
    if (branch) {
        add(tr("Compare with the current branch"), [this, node] { Q_EMIT compareRequested(node); });
        add(tr("Delete this branch"), [this, node] { requestDeletion(node); });
    }
    add(tr("Show the whole tree"), [this] { fit(); });
}

QString ContinuationTree::runText(int run) const {
    const BranchRun& shown = m_runs[static_cast<std::size_t>(run)];
    std::string bytes;
    int node = shown.last;
    for (int i = 0; i < shown.count; ++i) {
        const BranchNode& token = m_nodes[static_cast<std::size_t>(node)];
        bytes.insert(0, token.bytes);
        node = token.parent;
    }
    QString text = tokenText(bytes);
    if (text.isEmpty())
        return QStringLiteral("…");
    if (text.size() <= longestName)
        return text;
    // Of the prompt its end is what the branches go on from.
    const qsizetype head = shown.parent < 0 ? 0 : longestName / 2;
    return text.left(head) + QStringLiteral("…") + text.right(longestName - head);
}

QString ContinuationTree::captionOf(int run) const {
    const BranchRun& shown = m_runs[static_cast<std::size_t>(run)];
    const BranchNode& last = m_nodes[static_cast<std::size_t>(shown.last)];
    if (shown.parent < 0)
        return {};
    const QString left = shown.count > 1 ? tr("%n tokens", nullptr, shown.count)
                                         : formatProbability(last.probability);
    return last.score ? QStringLiteral("%1 · %2").arg(left, formatBits(*last.score)) : left;
}

QString ContinuationTree::pathText(int node) const {
    std::string bytes;
    for (const int step : pathTo(m_nodes, node))
        bytes += m_nodes[static_cast<std::size_t>(step)].bytes;
    return QString::fromStdString(bytes);
}

void ContinuationTree::paintTree(QPainter& painter) const {
    const Theme theme = Theme::of(this);
    for (int run = 0; run < m_geometry.nodeCount(); ++run)
        paintEdge(painter, theme, run);
    for (int run = 0; run < m_geometry.nodeCount(); ++run)
        paintRun(painter, theme, run);
}

void ContinuationTree::paintEdge(QPainter& painter, const Theme& theme, int run) const {
    const auto index = static_cast<std::size_t>(run);
    const BranchNode& first = m_nodes[static_cast<std::size_t>(m_runs[index].first)];
    const double width = thinnestEdge + edgeGain * first.probability;
    const QColor color
        = m_onPath[index] ? theme.color(ColorRole::Accent) : theme.color(ColorRole::Faint, 0.45);
    const bool pruned = first.state == BranchNode::State::Pruned;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(
        color, width * theme.zoom() / 100.0, pruned ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(m_geometry.edge(run));
}

void ContinuationTree::paintRun(QPainter& painter, const Theme& theme, int run) const {
    const auto index = static_cast<std::size_t>(run);
    const bool onPath = m_onPath[index];
    const auto state = m_nodes[static_cast<std::size_t>(m_runs[index].last)].state;
    const bool pruned = state == BranchNode::State::Pruned;
    const QRectF& rect = m_geometry.rect(run);

    const auto border = state == BranchNode::State::Finished ? ColorRole::Good
        : onPath                                             ? ColorRole::Accent
                                                             : ColorRole::Line;
    painter.setPen(QPen(theme.color(border), state == BranchNode::State::Finished ? 2 : 1,
        pruned ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(theme.color(onPath ? ColorRole::AccentTint
            : pruned                    ? ColorRole::Surface
                                        : ColorRole::Raised));
    painter.drawRoundedRect(rect, theme.px(5), theme.px(5));

    painter.setFont(theme.monoFont(TextSize::Body));
    painter.setPen(theme.color(onPath ? ColorRole::AccentText
            : pruned                  ? ColorRole::Secondary
                                      : ColorRole::Text));
    painter.drawText(rect, Qt::AlignCenter, runText(run));
    painter.setFont(theme.monoFont(TextSize::Rail));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(
        QRectF(rect.left(), rect.bottom() + 1, rect.width(), painter.fontMetrics().height()),
        Qt::AlignHCenter | Qt::TextDontClip, captionOf(run));
}

} // namespace vitrine::widgets
