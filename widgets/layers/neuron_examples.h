#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "engine/values/neuron_activations.h"
#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace vitrine::widgets {

/// The lines of a file that excite one neuron most, each shaded by its activations; with the
/// controls that ask for them.
class NeuronExamples : public QWidget {
    Q_OBJECT

public:
    explicit NeuronExamples(QWidget* parent);

    /// Whose examples are shown or would be looked for; −1 for none.
    void setNeuron(int neuron);
    /// Most exciting first. `file` is the name of the file they come from.
    void setExamples(const std::vector<NeuronExample>& examples, const QString& file);
    void clear();
    /// A share from 0 to 1 while a file is read; unset otherwise.
    void setProgress(std::optional<double> fraction);

Q_SIGNALS:
    void fileWanted();
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void addExample(const NeuronExample& example, float largest);
    void retranslate();
    void applyTheme();

    int m_neuron = -1;
    QString m_file;
    int m_count = 0;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QHBoxLayout> m_controls;
    parented_ptr<QPushButton> m_choose;
    parented_ptr<QProgressBar> m_progress;
    parented_ptr<QPushButton> m_cancel;
    parented_ptr<QLabel> m_hint;
    parented_ptr<QScrollArea> m_scroll;
    QWidget* m_list = nullptr; ///< the scroll area's content, replaced with every result
};

} // namespace vitrine::widgets
