#include "app/window/status_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QProgressBar>
#include <QToolButton>

#include <chrono>

#include "app/model_text.h"
#include "app/process_memory.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;
using widgets::ColorRole;

constexpr int stripHeight = 30;
constexpr int dotSize = 8;
constexpr int progressWidth = 120;
constexpr int progressSteps = 1000;

QPixmap dot(const QColor& color, int size, qreal pixelRatio) {
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(0, 0, size, size);
    return pixmap;
}

} // namespace

StatusStrip::StatusStrip(QWidget* parent)
    : QFrame(parent), m_layout(widgets::makeParented<QHBoxLayout>(this)),
      m_dot(widgets::makeParented<QLabel>(this)), m_state(widgets::makeParented<QLabel>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_stop(widgets::makeParented<QToolButton>(this)),
      m_download(widgets::makeParented<QToolButton>(this)),
      m_speedText(widgets::makeParented<QLabel>(this)),
      m_memory(widgets::makeParented<QLabel>(this)),
      m_training(widgets::makeParented<QToolButton>(this)),
      m_savedText(widgets::makeParented<QLabel>(this)) {
    setProperty("bar", QStringLiteral("bottom"));
    for (QLabel* label : {m_state.get(), m_speedText.get(), m_memory.get(), m_savedText.get()}) {
        widgets::setTextRole(label, widgets::TextRole::Caption);
    }
    m_state->setObjectName(QStringLiteral("jobState"));
    m_savedText->setObjectName(QStringLiteral("savedState"));
    m_progress->setTextVisible(false);
    for (QWidget* widget : {static_cast<QWidget*>(m_dot), static_cast<QWidget*>(m_state),
             static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_stop),
             static_cast<QWidget*>(m_download), static_cast<QWidget*>(m_speedText),
             static_cast<QWidget*>(m_memory)}) {
        m_layout->addWidget(widget);
    }
    m_layout->addWidget(m_training);
    m_layout->addStretch(1);
    m_layout->addWidget(m_savedText);
    m_training->setObjectName(QStringLiteral("trainingState"));
    m_training->hide();
    connect(m_training, &QToolButton::clicked, this, &StatusStrip::trainingAsked);
    m_download->setObjectName(QStringLiteral("downloadState"));
    m_download->hide();
    connect(m_download, &QToolButton::clicked, this, &StatusStrip::downloadChosen);
    connect(m_stop, &QToolButton::clicked, this, &StatusStrip::stopAsked);
    connect(&m_memoryTimer, &QTimer::timeout, this, &StatusStrip::showMemory);
    m_memoryTimer.start(2s);
    setProgress(std::nullopt);
    applyTheme();
    retranslate();
}

void StatusStrip::setJob(Job job) {
    m_job = job;
    m_stop->setVisible(job != Job::None);
    if (job != Job::Loading) {
        setProgress(std::nullopt);
    }
    retranslate();
    applyTheme();
}

void StatusStrip::setProgress(std::optional<double> fraction) {
    m_progress->setVisible(fraction.has_value());
    m_progress->setRange(0, progressSteps);
    m_progress->setValue(static_cast<int>(fraction.value_or(0) * progressSteps));
}

void StatusStrip::setDownload(const QString& text) {
    m_download->setText(text);
    m_download->setVisible(!text.isEmpty());
}

void StatusStrip::setTokensPerSecond(double speed) {
    m_speed = speed;
    m_speedText->setVisible(speed > 0);
    //: speed of generation
    m_speedText->setText(tr("%1 tokens/s").arg(QLocale().toString(speed, 'f', 0)));
}

void StatusStrip::setSaved(int secondsAgo) {
    m_saved = secondsAgo;
    m_savedText->setText(secondsAgo < 0 ? QString() : tr("saved %n s ago", nullptr, secondsAgo));
}

void StatusStrip::setTraining(const QString& state) {
    m_training->setText(state);
    m_training->setAccessibleName(state);
    m_training->setVisible(!state.isEmpty());
}

void StatusStrip::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void StatusStrip::retranslate() {
    const auto stateText = [this] {
        switch (m_job) {
        case Job::Loading:
            return tr("Loading the model");
        case Job::Generating:
            return tr("Generating");
        case Job::Sampling:
            return tr("Drawing samples");
        case Job::None:
            break;
        }
        return tr("Ready");
    };
    m_state->setText(stateText());
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop what is running now"));
    m_training->setToolTip(tr("Go to the run that trains"));
    m_progress->setAccessibleName(tr("Progress"));
    m_download->setToolTip(tr("A model is being fetched; click to see it"));
    setTokensPerSecond(m_speed);
    setSaved(m_saved);
    showMemory();
}

void StatusStrip::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    setFixedHeight(theme.px(stripHeight));
    m_layout->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    m_layout->setSpacing(theme.px(12));
    m_progress->setFixedWidth(theme.px(progressWidth));
    m_dot->setPixmap(dot(theme.color(m_job == Job::None ? ColorRole::Good : ColorRole::Warning),
        theme.px(dotSize), devicePixelRatioF()));
}

void StatusStrip::showMemory() {
    //: memory that the program uses
    m_memory->setText(tr("memory %1").arg(byteSize(residentBytes())));
}

} // namespace vitrine::app
