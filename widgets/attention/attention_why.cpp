#include "widgets/attention/attention_why.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/attention/softmax_row_model.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"

namespace vitrine::widgets {

namespace {

constexpr int shownKeys = 6;
constexpr double rowHeight = 24;
constexpr double smallestCell = 8; // of vectors of one head
constexpr double largestCell = 14;

/// 13 as "₁₃".
QString subscript(int number) {
    QString text = QString::number(number);
    for (QChar& digit : text)
        digit = QChar(u'₀' + digit.digitValue());
    return text;
}

/// By the mouse; for keys and screen readers it stays a label.
void makeCopyable(QLabel* label) {
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
}

} // namespace

AttentionWhy::AttentionWhy(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_title(makeParented<QLabel>(this)), m_pair(makeParented<QLabel>(this)),
      m_body(makeParented<QWidget>(this)), m_steps(makeParented<QVBoxLayout>(m_body)),
      m_product(addFormula()), m_q(addStrip(QStringLiteral("q"))),
      m_k(addStrip(QStringLiteral("k"))), m_products(addStrip(QStringLiteral("q·k"))),
      m_score(addFormula()), m_rows(makeParented<SoftmaxRowModel>(this)),
      m_table(makeParented<QTableView>(m_body)) {
    addTable();
    m_output = addFormula();
    m_v = addStrip(QStringLiteral("v"));
    m_headOutput = addStrip(QStringLiteral("z"));
    for (VectorStrip* strip :
        {m_q.get(), m_k.get(), m_products.get(), m_v.get(), m_headOutput.get()}) {
        strip->setCellSides(smallestCell, largestCell);
    }
    m_concat = addStrip(QStringLiteral("concat"));
    m_concat->setRowNames({}); // one row for each head, lower than a name
    m_projected = addStrip(QStringLiteral("W_O"));
    setTextRole(m_title, TextRole::Heading);
    setTextRole(m_pair, TextRole::Caption);
    for (QLabel* label : {m_title.get(), m_pair.get()}) {
        label->setWordWrap(true);
        makeCopyable(label);
    }
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_pair);
    m_layout->addWidget(m_body);
    m_steps->setContentsMargins({});
    // Components of q, k and their product are found by each other.
    for (VectorStrip* strip : {m_q.get(), m_k.get(), m_products.get()}) {
        connect(strip, &VectorStrip::cellHovered, this, [this](int cell) {
            for (VectorStrip* other : {m_q.get(), m_k.get(), m_products.get()})
                other->setMarked(cell);
        });
    }
    applyTheme();
    refresh();
}

void AttentionWhy::setDerivation(const AttentionDerivation& derivation, const QStringList& tokens,
    const std::vector<int>& segments) {
    m_derivation = derivation;
    m_tokens = tokens;
    m_segments = segments;
    refresh();
}

void AttentionWhy::clear() {
    m_derivation.reset();
    refresh();
}

const QAbstractItemModel* AttentionWhy::table() const {
    return m_rows;
}

void AttentionWhy::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

AttentionWhy::Formula AttentionWhy::addFormula() {
    auto* frame = new QFrame(m_body);
    frame->setProperty("raised", true);
    auto* text = new QLabel(frame);
    setTextRole(text, TextRole::Number);
    text->setWordWrap(true);
    makeCopyable(text);
    auto* layout = new QVBoxLayout(frame);
    layout->addWidget(text);
    m_steps->addWidget(frame);
    return {frame, text};
}

parented_ptr<VectorStrip> AttentionWhy::addStrip(const QString& name) {
    auto strip = makeParented<VectorStrip>(m_body);
    strip->setName(name);
    strip->setRowNames({name});
    m_steps->addWidget(strip);
    return strip;
}

void AttentionWhy::addTable() {
    m_table->setModel(m_rows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(SoftmaxRowModel::Key, QHeaderView::Stretch);
    m_steps->addWidget(m_table);
}

void AttentionWhy::refresh() {
    m_body->setVisible(m_derivation.has_value());
    m_table->setAccessibleName(tr("Softmax over the row"));
    if (!m_derivation) {
        m_title->setText(tr("Why this weight?"));
        m_pair->setText(tr("Select a cell of the map to see where its weight comes from."));
        return;
    }
    //: %1 is an attention weight
    m_title->setText(tr("Why %1?").arg(formatNumber(m_derivation->weight, 2)));
    m_pair->setText(tr("query %1 → key %2 · layer %3, head %4")
                        .arg(tokenName(m_derivation->query), tokenName(m_derivation->key))
                        .arg(m_derivation->head.layer)
                        .arg(m_derivation->head.head)
        + segmentText());
    showProducts();
    showRow();
    showOutput();
}

/// Where there is a pair, which of its texts look at which.
QString AttentionWhy::segmentText() const {
    if (std::ranges::count(m_segments, 0) == std::ssize(m_segments))
        return {};
    const auto name = [this](int position) {
        const bool second = m_segments[static_cast<std::size_t>(position)] > 0;
        return second ? tr("second text") : tr("first text");
    };
    return QLatin1Char('\n') + name(m_derivation->query) + QStringLiteral(" → ")
        + name(m_derivation->key);
}

void AttentionWhy::showProducts() {
    const AttentionDerivation& shown = *m_derivation;
    std::vector<float> products;
    std::ranges::transform(shown.q, shown.k, std::back_inserter(products), std::multiplies<>());
    m_product.text->setText(
        QStringLiteral("q · k = Σ qᵢ kᵢ = %1").arg(formatNumber(shown.dotProduct, 2)));
    m_q->setValues(shown.q);
    m_k->setValues(shown.k);
    m_products->setValues(std::move(products));
    QStringList lines;
    lines << QStringLiteral("÷ √dₖ = %1 / √%2 = %3")
                 .arg(formatNumber(shown.dotProduct, 2))
                 .arg(shown.q.size())
                 .arg(formatNumber(shown.score, 2));
    lines << (shown.visible ? tr("mask: visible") : tr("mask: not visible, the score becomes −∞"));
    m_score.text->setText(lines.join(QLatin1Char('\n')));
}

void AttentionWhy::showRow() {
    QStringList keys;
    for (int i = 0; i < static_cast<int>(m_derivation->rowScores.size()); ++i)
        keys << tokenName(i);
    m_rows->setRows(softmaxRows(*m_derivation, shownKeys), keys);
    const int own = m_rows->rowOf(m_derivation->key);
    if (own >= 0)
        m_table->selectRow(own);
    const int header = m_table->horizontalHeader()->sizeHint().height();
    m_table->setFixedHeight(
        header + m_rows->rowCount() * m_table->verticalHeader()->defaultSectionSize() + 2);
}

void AttentionWhy::showOutput() {
    const AttentionDerivation& shown = *m_derivation;
    const auto width = shown.headOutput.size();
    m_output.text->setText(tr("z = Σ weight · v over the row\nconcat: the z of all heads side by "
                              "side\nconcat · W_O + b: what the layer adds to the residual "
                              "stream"));
    const bool known = !shown.headOutput.empty();
    m_output.frame->setVisible(known);
    for (VectorStrip* strip : {m_v.get(), m_headOutput.get(), m_concat.get(), m_projected.get()})
        strip->setVisible(known);
    if (!known)
        return;
    m_v->setValues(shown.v);
    m_headOutput->setValues(shown.headOutput);
    m_concat->setValues(shown.concat, static_cast<int>(shown.concat.size() / width)); // by head
    m_projected->setValues(shown.output);
}

QString AttentionWhy::tokenName(int position) const {
    return m_tokens.value(position) + subscript(position + 1);
}

void AttentionWhy::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setSpacing(theme.px(6));
    m_steps->setSpacing(theme.px(8));
    for (const Formula& formula : {m_product, m_score, m_output})
        formula.frame->layout()->setContentsMargins(
            theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    m_table->setFont(theme.monoFont(TextSize::Caption));
    m_table->horizontalHeader()->setFont(theme.font(TextSize::Caption));
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(rowHeight));
    if (m_derivation)
        showRow();
}

} // namespace vitrine::widgets
