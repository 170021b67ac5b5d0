#include "app/pages/fetch_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/downloads/download_text.h"
#include "app/model_text.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

using State = StoredModel::State;

constexpr int progressSteps = 1000;

/// Of all that is to be transferred, also while nothing is.
double fractionOf(const StoredModel& model) {
    return model.state == State::Paused
        ? static_cast<double>(model.begunBytes) / static_cast<double>(model.entry.downloadBytes())
        : model.progress.fraction();
}

} // namespace

FetchPanel::FetchPanel(QWidget* parent)
    : QWidget(parent), m_state(widgets::makeParented<QLabel>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_fetch(widgets::makeParented<QPushButton>(this)),
      m_pause(widgets::makeParented<QPushButton>(this)),
      m_cancel(widgets::makeParented<QPushButton>(this)) {
    m_state->setObjectName(QStringLiteral("fetchState"));
    m_fetch->setObjectName(QStringLiteral("fetchModel"));
    m_pause->setObjectName(QStringLiteral("pauseFetching"));
    m_cancel->setObjectName(QStringLiteral("cancelFetching"));
    m_fetch->setProperty("primary", true);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, progressSteps);
    widgets::setTextRole(m_state, widgets::TextRole::Caption);
    auto* buttons = new QHBoxLayout;
    for (auto* button : {m_fetch.get(), m_pause.get(), m_cancel.get()}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_progress);
    layout->addWidget(m_state);
    layout->addLayout(buttons);
    connect(m_fetch, &QPushButton::clicked, this, &FetchPanel::fetchAsked);
    connect(m_pause, &QPushButton::clicked, this, &FetchPanel::pauseAsked);
    connect(m_cancel, &QPushButton::clicked, this, &FetchPanel::cancelAsked);
    retranslate();
}

void FetchPanel::setModel(const StoredModel& model) {
    m_model = model;
    showState();
}

void FetchPanel::showState() {
    const bool begun = m_model.isUnderWay() || m_model.state == State::Paused;
    m_progress->setVisible(begun);
    m_progress->setValue(static_cast<int>(fractionOf(m_model) * progressSteps));
    m_state->setText(progressText(m_model));
    m_state->setVisible(begun);
    m_fetch->setVisible(!m_model.isUnderWay());
    m_fetch->setText(m_model.state == State::Paused
            ? tr("Go on fetching")
            : tr("Fetch (%1)").arg(byteSize(m_model.entry.downloadBytes())));
    m_pause->setVisible(m_model.canPause());
    m_cancel->setVisible(begun);
}

void FetchPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void FetchPanel::retranslate() {
    m_fetch->setToolTip(tr("Downloads this model; the work goes on meanwhile"));
    m_pause->setText(tr("Pause"));
    m_pause->setToolTip(tr("Stops the download; what has arrived stays, also after a restart"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stops the download and drops what has arrived"));
    m_progress->setAccessibleName(tr("Progress of the download"));
    showState();
}

} // namespace vitrine::app
