#include "widgets/tokens/merge_steps_view.h"

#include <algorithm>
#include <utility>

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/common/icon_button.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/merge_steps_canvas.h"

namespace vitrine::widgets {

MergeStepsView::MergeStepsView(QWidget* parent)
    : QWidget(parent), m_back(makeParented<IconButton>(QStringLiteral("step-back"), this)),
      m_forward(makeParented<IconButton>(QStringLiteral("step"), this)),
      m_slider(makeParented<QSlider>(Qt::Horizontal, this)), m_count(makeParented<QLabel>(this)),
      m_sentence(makeParented<QLabel>(this)), m_canvas(makeParented<MergeStepsCanvas>(this)) {
    const auto layout = makeParented<QGridLayout>(this);
    layout->setContentsMargins({});
    layout->addWidget(m_back, 0, 0);
    layout->addWidget(m_forward, 0, 1);
    layout->addWidget(m_slider, 0, 2);
    layout->addWidget(m_count, 0, 3);
    layout->addWidget(m_sentence, 1, 0, 1, 4);
    layout->addWidget(m_canvas, 2, 0, 1, 4);
    layout->setColumnStretch(2, 1);
    layout->setRowStretch(2, 1);
    setFocusPolicy(Qt::StrongFocus);
    setTextRole(m_count, TextRole::Number);
    setTextRole(m_sentence, TextRole::Body);
    m_sentence->setWordWrap(true);

    connect(m_back, &IconButton::clicked, this, [this] { stepTo(m_position - 1); });
    connect(m_forward, &IconButton::clicked, this, [this] { stepTo(m_position + 1); });
    connect(m_slider, &QSlider::valueChanged, this, &MergeStepsView::stepTo);
    connect(m_canvas, &MergeStepsCanvas::wordClicked, this,
        [this](int word) { stepTo(m_canvas->timeline().startOfWord(word)); });
    retranslate();
    showPosition();
}

void MergeStepsView::setSteps(TokenizationSteps steps) {
    m_canvas->setSteps(std::move(steps));
    setPosition(0);
}

int MergeStepsView::stepCount() const {
    return m_canvas->timeline().count();
}

void MergeStepsView::setPosition(int position) {
    m_position = std::clamp(position, 0, stepCount() - 1);
    showPosition();
}

const Figure* MergeStepsView::figure() const {
    return m_canvas;
}

void MergeStepsView::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Space:
        return stepTo(m_position + (shift ? -1 : 1));
    case Qt::Key_Right:
        return stepTo(m_position + 1);
    case Qt::Key_Left:
        return stepTo(m_position - 1);
    case Qt::Key_Home:
        return stepTo(0);
    case Qt::Key_End:
        return stepTo(stepCount() - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void MergeStepsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MergeStepsView::stepTo(int position) {
    const int before = m_position;
    setPosition(position);
    if (m_position != before)
        Q_EMIT positionChanged(m_position);
}

void MergeStepsView::showPosition() {
    m_canvas->setPosition(m_position);
    const QSignalBlocker blocker(m_slider.get());
    m_slider->setRange(0, stepCount() - 1);
    m_slider->setValue(m_position);
    m_count->setText(tr("%1 of %2").arg(formatCount(m_position + 1), formatCount(stepCount())));
    m_sentence->setText(m_canvas->sentence());
    m_back->setEnabled(m_position > 0);
    m_forward->setEnabled(m_position + 1 < stepCount());
}

void MergeStepsView::retranslate() {
    setAccessibleName(tr("Steps of the tokeniser"));
    m_back->setDescription(tr("Goes one step back (Left)."));
    m_forward->setDescription(tr("Goes one step on (Space)."));
    m_slider->setAccessibleName(tr("Step"));
    m_slider->setToolTip(tr("Goes to any step."));
    showPosition();
}

} // namespace vitrine::widgets
