#pragma once

#include <QWidget>

#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace vitrine::app {

/// Trains word vectors on the user's own text; the map lives meanwhile.
class VectorTrainingPanel : public QWidget {
    Q_OBJECT
public:
    VectorTrainingPanel(WordSpace& space, QWidget* parent);

    void setText(const QString& text);

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void openFile();
    void trainOrStop();
    void show(const TrainingReport& report);
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    widgets::parented_ptr<QPlainTextEdit> m_text;
    widgets::parented_ptr<QPushButton> m_open;
    widgets::parented_ptr<QComboBox> m_method;
    widgets::parented_ptr<QComboBox> m_unit;
    widgets::parented_ptr<QLabel> m_dimensionsName;
    widgets::parented_ptr<QSpinBox> m_dimensions;
    widgets::parented_ptr<QLabel> m_epochsName;
    widgets::parented_ptr<QSpinBox> m_epochs;
    widgets::parented_ptr<QPushButton> m_train;
    widgets::parented_ptr<QProgressBar> m_progress;
    widgets::parented_ptr<QLabel> m_note;
};

} // namespace vitrine::app
