#include "app/pages/attention_controls.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/window/command_registry.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr double thresholdStep = 0.01;

void setItems(QComboBox* box, const QStringList& texts) {
    const QSignalBlocker blocker(box);
    const int current = std::max(box->currentIndex(), 0);
    box->clear();
    box->addItems(texts);
    box->setCurrentIndex(current);
}

} // namespace

AttentionControls::AttentionControls(CommandRegistry& commands, QWidget* parent)
    : QWidget(parent), m_upper(widgets::makeParented<QHBoxLayout>(new QWidget(this))),
      m_lower(widgets::makeParented<QHBoxLayout>(new QWidget(this))),
      m_view(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_scale(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_source(widgets::makeParented<QComboBox>(this)),
      m_colors(widgets::makeParented<QComboBox>(this)),
      m_threshold(widgets::makeParented<QDoubleSpinBox>(this)),
      m_tokens(widgets::makeParented<QToolButton>(this)),
      m_tokenMenu(widgets::makeParented<QMenu>(this)),
      m_side(widgets::makeParented<QComboBox>(this)) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    for (QHBoxLayout* row : {m_upper.get(), m_lower.get()}) {
        row->setContentsMargins({});
        rows->addWidget(row->parentWidget());
    }
    m_upper->addWidget(m_view);
    m_upper->addWidget(m_scale);
    m_upper->addStretch(1);
    for (QWidget* control : {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_colors),
             static_cast<QWidget*>(m_threshold), static_cast<QWidget*>(m_tokens),
             static_cast<QWidget*>(m_side)}) {
        m_lower->addWidget(control);
    }
    m_lower->addStretch(1);
    m_threshold->setRange(0, 1);
    m_threshold->setSingleStep(thresholdStep);
    m_threshold->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_tokens->setMenu(m_tokenMenu);
    m_tokens->setPopupMode(QToolButton::InstantPopup);
    m_tokens->setProperty("framed", true);
    addToggle(m_mergeWords, &AttentionControls::questionChanged);
    addToggle(m_hideSpecial, &AttentionControls::questionChanged);
    addToggle(m_hideFirst, &AttentionControls::questionChanged);
    addToggle(m_selectedOnly, &AttentionControls::styleChanged);
    m_side->setObjectName(QStringLiteral("attentionSide"));
    m_side->hide();
    retranslate();
    connect(
        m_view, &widgets::SegmentedControl::currentChanged, this, &AttentionControls::viewChanged);
    connect(m_scale, &widgets::SegmentedControl::currentChanged, this,
        &AttentionControls::questionChanged);
    connect(m_source, &QComboBox::currentIndexChanged, this, &AttentionControls::questionChanged);
    connect(m_colors, &QComboBox::currentIndexChanged, this, &AttentionControls::styleChanged);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &AttentionControls::questionChanged);
    connect(m_side, &QComboBox::currentIndexChanged, this, &AttentionControls::sideChanged);
    addCommands(commands);
    applyTheme();
}

AttentionControls::View AttentionControls::view() const {
    return static_cast<View>(m_view->current()); // in the segments' order
}

void AttentionControls::setView(View view) {
    m_view->setCurrent(static_cast<int>(view));
    Q_EMIT viewChanged();
}

widgets::ColorMap AttentionControls::colorMap() const {
    return static_cast<widgets::ColorMap>(m_colors->currentIndex()); // in the items' order
}

double AttentionControls::threshold() const {
    return m_threshold->value();
}

bool AttentionControls::selectedOnly() const {
    return m_selectedOnly->isChecked();
}

MapQuestion AttentionControls::question(const HeadIndex& head) const {
    MapQuestion question;
    question.source = static_cast<AttentionSource>(m_source->currentIndex()); // the items' order
    question.head = head;
    question.side = side();
    question.mergeWords = m_mergeWords->isChecked();
    question.hideSpecial = m_hideSpecial->isChecked();
    question.hideFirst = m_hideFirst->isChecked();
    question.picture.scale = static_cast<widgets::WeightScale>(m_scale->current());
    question.picture.threshold = threshold();
    return question;
}

AttentionSide AttentionControls::side() const {
    return m_side->isHidden() ? AttentionSide::Own
                              : static_cast<AttentionSide>(m_side->currentIndex());
}

void AttentionControls::setSides(const QString& own, const QString& other) {
    m_own = own;
    m_other = other;
    showSides();
}

void AttentionControls::showSides() {
    setItems(m_side, {m_own, m_other, tr("side by side"), tr("difference")});
    m_side->setVisible(!m_own.isEmpty());
}

void AttentionControls::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void AttentionControls::addCommands(CommandRegistry& commands) {
    const auto add = [&](const char* id, const CommandRegistry::Text& text, View view) {
        commands.add(QString::fromLatin1(id), text, {}, [this, view] { setView(view); });
    };
    add("attentionMap",
        {QT_TRANSLATE_NOOP("Commands", "Attention as heat map"),
            QT_TRANSLATE_NOOP("Commands", "Show one head as a matrix of queries and keys")},
        View::Map);
    add("attentionLinks",
        {QT_TRANSLATE_NOOP("Commands", "Attention as links"),
            QT_TRANSLATE_NOOP("Commands", "Show one head as curves between two columns of tokens")},
        View::Links);
    add("attentionText",
        {QT_TRANSLATE_NOOP("Commands", "Attention as shaded text"),
            QT_TRANSLATE_NOOP("Commands", "Shade the text by what the selected token looks at")},
        View::Text);
    commands.add(QStringLiteral("mergeWords"),
        {QT_TRANSLATE_NOOP("Commands", "Merge tokens to words"),
            QT_TRANSLATE_NOOP("Commands", "Show attention between words instead of tokens")},
        {}, [this] { m_mergeWords->toggle(); });
    commands.add(QStringLiteral("hideSpecialTokens"),
        {QT_TRANSLATE_NOOP("Commands", "Hide special tokens"),
            QT_TRANSLATE_NOOP("Commands", "Leave [CLS], [SEP] and their kind out of the maps")},
        {}, [this] { m_hideSpecial->toggle(); });
}

void AttentionControls::addToggle(QAction*& action, void (AttentionControls::*signal)()) {
    action = new QAction(m_tokenMenu);
    action->setCheckable(true);
    m_tokenMenu->addAction(action);
    connect(action, &QAction::toggled, this, signal);
}

void AttentionControls::retranslate() {
    m_view->setSegments({{tr("heat map"), tr("Rows are queries, columns are keys")},
        {tr("links"), tr("Curves from queries to keys, as opaque as their weights")},
        {tr("text"), tr("The text, shaded by what the selected token looks at")}});
    m_scale->setSegments({{tr("linear"), tr("From 0 to the largest weight of the map")},
        {tr("by row"), tr("Each row from 0 to its own largest weight")},
        {tr("log"), tr("Each tenth part takes the same step, so small weights can be seen")}});
    setItems(
        m_source, {tr("this head"), tr("mean of the layer"), tr("mean of all"), tr("rollout")});
    m_source->setAccessibleName(tr("Whose attention"));
    m_source->setToolTip(tr("One head, the mean over heads, or attention rollout: the product of "
                            "the layers' means with the residual path, up to this layer"));
    setItems(m_colors, {tr("blue"), tr("viridis"), tr("grey")});
    m_colors->setAccessibleName(tr("Colour map"));
    m_colors->setToolTip(tr("The colours of the weights"));
    m_threshold->setPrefix(QStringLiteral("≥ "));
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setToolTip(tr("Smaller weights are drawn as none; 0 draws all"));
    m_tokens->setText(tr("Tokens"));
    m_tokens->setAccessibleName(tr("Tokens"));
    m_tokens->setToolTip(tr("Merge tokens to words, or leave some out"));
    m_tokens->setAccessibleDescription(m_tokens->toolTip());
    m_mergeWords->setText(tr("Merge to words"));
    m_hideSpecial->setText(tr("Hide special tokens"));
    m_hideFirst->setText(tr("Hide the first token"));
    m_selectedOnly->setText(tr("Links of the selected token only"));
    showSides();
    m_side->setAccessibleName(tr("Compare"));
    m_side->setToolTip(tr("One side, the other, both side by side, or their difference"));
}

void AttentionControls::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    for (QHBoxLayout* row : {m_upper.get(), m_lower.get()}) {
        row->setSpacing(theme.px(8));
    }
    layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::app
